public import Postgres

/// The hub's ways into its database, one pool a database role.
///
/// All access to tables goes through ``withTransaction(as:role:isolation:readOnly:retry:_:)``; nothing else sets a
/// principal, and without one the policies show no row.
public struct HubDatabase: Sendable {
    /// A database role; none of them bypasses row-level security.
    public enum Role: String, Sendable, CaseIterable {
        /// Reads for pages and commands, and what the district itself changes.
        case app = "xinlian_app"
        /// Receives batches.
        case ingest = "xinlian_ingest"
        /// Signs people in and administers their accounts: the only one that sees credentials and sessions.
        case auth = "xinlian_auth"
    }

    public let app: Pool
    public let ingest: Pool
    public let auth: Pool

    public init(app: Pool, ingest: Pool, auth: Pool) {
        self.app = app
        self.ingest = ingest
        self.auth = auth
    }

    private func pool(of role: Role) -> Pool {
        switch role {
        case .app: app
        case .ingest: ingest
        case .auth: auth
        }
    }

    /// Runs a transaction on behalf of `principal`. BEGIN, the principal and the first statement take one round trip.
    ///
    /// - Throws: what the body throws, or `PostgresError`.
    public func withTransaction<Value: Sendable>(
        as principal: Principal, role: Role = .app, isolation: IsolationLevel = .readCommitted, readOnly: Bool = false,
        retry: TransactionRetry = .never,
        _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await pool(of: role).withTransaction(
            isolation: isolation, readOnly: readOnly, settings: principal.settings, retry: retry, body)
    }
}

extension HubDatabase {
    /// Closes the pools after the statements under way.
    public func shutDown() async {
        await app.shutDown()
        await ingest.shutDown()
        await auth.shutDown()
    }
}
