import Postgres

extension HubDatabase {
    /// Finds out whether the database answers.
    ///
    /// - Throws: `PostgresError` when it doesn't.
    public func probe() async throws {
        try await app.withConnection { connection in
            _ = try await connection.first(HubDatabaseQueries.probe)
        }
    }
}

enum HubDatabaseQueries {
    static let probe: Query = "SELECT 1"
}
