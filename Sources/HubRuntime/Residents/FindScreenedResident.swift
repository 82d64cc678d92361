import Foundation
public import HubModel
import Postgres
public import Protection
import Services

/// Finds whom a screening on the list to be looked at is about, for whoever sees that list.
public struct FindScreenedResident: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameter fact: the id of the record as the list shows it.
    /// - Returns: nil when no such screening is on the list.
    public func callAsFunction(
        _ fact: FactID, at station: StationCode, as principal: Principal
    ) async throws -> ResidentID? {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            let row = try await connection.first(ServiceQueries.subject(ofAttention: fact, at: station))
            return try row?.decode(column: 0, as: UUID?.self).map(ResidentID.init(rawValue:))
        }
    }
}
