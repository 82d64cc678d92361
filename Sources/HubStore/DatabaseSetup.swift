import Foundation
public import Logging
public import Postgres

/// Makes the hub's roles and database on a server where they don't exist yet.
public struct DatabaseSetup: Sendable {
    /// The role that owns the tables and migrates.
    public static let owner = "xinlian_owner"

    private let administrator: ConnectionConfiguration
    private let logger: Logger

    /// - Parameter administrator: a role that may create roles and databases; used for this only.
    public init(administrator: ConnectionConfiguration, logger: Logger = Logger(label: "database.setup")) {
        self.administrator = administrator
        self.logger = logger
    }

    /// Idempotent: what exists stays as it is.
    public func prepare(database: String) async throws {
        let script = Bundle.module.bundleURL.appendingPathComponent("Setup/roles.sql")
        let roles = try String(contentsOf: script, encoding: .utf8)
        try await Connection.withConnection(administrator, logger: logger) { connection in
            try await connection.executeScript(roles)
            guard try await connection.first(SetupQueries.database(named: database)) == nil else { return }
            try await connection.execute(SetupQueries.createDatabase(database, owner: Self.owner))
        }
        var inDatabase = administrator
        inDatabase.database = database
        try await Connection.withConnection(inDatabase, logger: logger) { connection in
            _ = try await connection.execute(SetupQueries.grantSchema(to: Self.owner))
        }
    }
}
