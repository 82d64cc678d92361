import HubModel
public import Logging
public import Postgres
public import Protection

/// How to reach the hub's database, one connection configuration a role.
public struct HubConnections: Sendable {
    public var app: ConnectionConfiguration
    public var ingest: ConnectionConfiguration
    public var auth: ConnectionConfiguration
    /// Connections at most, for pages and for batches each.
    public var poolSize = 8

    /// All roles on one server.
    ///
    /// - Parameter server: its user is replaced by the roles; its password is used for all of them.
    public init(server: ConnectionConfiguration) {
        app = server
        app.user = HubDatabase.Role.app.rawValue
        ingest = server
        ingest.user = HubDatabase.Role.ingest.rawValue
        auth = server
        auth.user = HubDatabase.Role.auth.rawValue
    }

    public func database(logger: Logger) -> HubDatabase {
        HubDatabase(
            app: pool(app, "app", poolSize, logger), ingest: pool(ingest, "ingest", poolSize, logger),
            auth: pool(auth, "auth", Self.authPoolSize, logger))
    }

    /// Statements of sign-in are short look-ups by key.
    private static let authPoolSize = 4

    private func pool(
        _ connection: ConnectionConfiguration, _ name: String, _ size: Int, _ logger: Logger
    ) -> Pool {
        var configuration = PoolConfiguration(connection: connection)
        configuration.connection.applicationName = "xinlian-hub \(name)"
        configuration.maximumSize = size
        configuration.name = name
        return Pool(configuration, logger: logger)
    }
}
