public import Foundation
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

/// One key of a station.
public struct StationKeyRow: Equatable, Sendable {
    public let id: String
    public let createdAt: Date
    /// The id of the key in whose place it came; nil when a one-time code registered it.
    public let replaces: String?
    /// Nil while it is valid.
    public let revokedAt: Date?
    /// `replaced` by a new key, or `revoked` by the district.
    public let revokedReason: String?
}
