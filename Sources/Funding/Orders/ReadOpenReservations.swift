import Foundation
import HubModel
public import Postgres

/// Reads what orders reserve, such as when a month is closed: it stays with its line.
public struct ReadOpenReservations: Sendable {
    public init() {}

    /// - Parameter connection: in a transaction of whoever reads.
    /// - Returns: the oldest ones.
    public func callAsFunction(limit: Int, on connection: isolated Connection) async throws -> [OpenReservation] {
        try await connection.rows(
            FundingInboxQueries.reserved(limit: limit),
            as: (String.self, String.self, String.self, Int64.self, Date.self)
        ).compactMap { station, order, line, fen, occurredAt in
            StationCode(rawValue: station).map {
                OpenReservation(
                    key: OrderKey(station: $0, order: order), fundingLine: line, fen: fen, occurredAt: occurredAt)
            }
        }
    }
}
