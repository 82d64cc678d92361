import Foundation
public import HubModel
import Postgres
public import Protection

/// The keys that a station has or had, the newest first.
public struct ListStationKeys: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    public func callAsFunction(of station: StationCode) async throws -> [StationKeyRow] {
        let rows = try await database.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(
                StationKeyQueries.keys(of: station),
                as: (String.self, Date.self, String?.self, Date?.self, String?.self))
        }
        return rows.map {
            StationKeyRow(id: $0.0, createdAt: $0.1, replaces: $0.2, revokedAt: $0.3, revokedReason: $0.4)
        }
    }
}
