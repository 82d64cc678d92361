import Postgres
public import Protection

/// Finds the answers to requests that were sent before.
public struct ReadAnswer: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Returns: nil when nothing was done by the key yet.
    /// - Throws: ``RequestKeyError/otherRequest``; `PostgresError`.
    public func callAsFunction(_ key: RequestKey, as principal: Principal) async throws -> String? {
        let row = try await database.withTransaction(as: principal, readOnly: true) { connection in
            try await connection.first(RequestKeyQueries.answer(to: key), as: ([UInt8].self, String.self))
        }
        guard let row else { return nil }
        guard row.0 == key.digest else { throw RequestKeyError.otherRequest }
        return row.1
    }
}
