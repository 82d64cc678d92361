public import Foundation
public import HubModel
public import Postgres

/// Gives up pending transfers whose time has passed.
public struct ExpirePending: Sendable {
    private let now: Date
    private let day: CivilDate

    /// - Parameters:
    ///   - now: by the hub's clock.
    ///   - day: the day in the district.
    public init(at now: Date, on day: CivilDate) {
        self.now = now
        self.day = day
    }

    /// - Parameters:
    ///   - id: of the event that gives a transfer up; the same for the same transfer.
    ///   - limit: how many at most.
    ///   - connection: in a transaction.
    /// - Returns: the transfers that were given up.
    public func callAsFunction(
        limit: Int = 500, id: @Sendable (TransferID) -> UUID, on connection: isolated Connection
    ) async throws -> [TransferID] {
        let rows = try await connection.rows(LedgerQueries.expired(at: now, limit: limit))
        let events = try rows.map { row in
            let (event, number, debit, credit, amount, station) = try row.decode(
                UUID.self, Int16.self, UUID.self, UUID.self, Int64.self, String?.self)
            let target = TransferID(event: event, number: Int(number))
            return LedgerEvent(
                id: id(target), day: day, station: station.flatMap(StationCode.init(rawValue:)),
                transfers: [
                    Transfer(
                        .expire(target), debit: AccountID(rawValue: debit), credit: AccountID(rawValue: credit),
                        amount: amount)
                ])
        }
        let results = try await RecordEvents(at: now)(events, on: connection)
        // Somebody may have settled one between the two statements; it is not given up then.
        return zip(events, results).compactMap { event, result in
            result == .recorded ? event.transfers[0].target : nil
        }
    }
}
