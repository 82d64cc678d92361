import Postgres
public import Protection

/// The active stations of the district in the order of their codes.
public struct ListStations: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    public func callAsFunction(as principal: Principal) async throws -> [StationRow] {
        try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.rows(DirectoryQueries.stations()).compactMap { try StationRow($0) }
        }
    }
}
