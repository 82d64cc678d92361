public import Foundation
public import Logging
public import Postgres

/// Brings the schema up to date with files of SQL, each in a transaction of its own, and keeps book of it in the table
/// `schema_migration` with the files' checksums.
public struct Migrator: Sendable {
    /// How a migration stands in a database.
    public struct Status: Sendable, Hashable {
        public enum State: Sendable, Hashable {
            case applied(Date)
            case pending
            /// Applied, and the file is different now.
            case changed
            /// Applied, and the file is gone.
            case missing
        }

        public let version: Int
        public let name: String
        public let state: State
    }

    /// In their order.
    public let migrations: [Migration]
    private let logger: Logger

    /// Any number that nobody else uses as the key of an advisory lock in these databases.
    private static let lockKey: Int64 = 5_786_210_394_417

    /// - Throws: ``MigrationError`` when the files' names or numbers are not in order.
    public init(directory: URL, logger: Logger = Logger(label: "migrator")) throws {
        migrations = try Migration.read(directory)
        self.logger = logger
    }

    /// The hub's own migrations.
    public static func bundled(logger: Logger = Logger(label: "migrator")) throws -> Migrator {
        try Migrator(directory: Bundle.module.bundleURL.appendingPathComponent("Migrations"), logger: logger)
    }

    /// Applies what is pending. Of several at once, one works and the others wait for it.
    ///
    /// - Parameter configuration: the role that is to own the tables.
    /// - Returns: the migrations that were applied by this call.
    /// - Throws: ``MigrationError`` or ``PostgresError``; the files before the one that failed stay applied.
    @discardableResult
    public func migrate(_ configuration: ConnectionConfiguration) async throws -> [Migration] {
        try await Connection.withConnection(configuration, logger: logger) { connection in
            try await self.migrate(on: connection)
        }
    }

    /// How each migration stands. Needs the right to read `schema_migration`.
    public func status(_ configuration: ConnectionConfiguration) async throws -> [Status] {
        try await Connection.withConnection(configuration, logger: logger) { connection in
            try await self.status(on: connection)
        }
    }

    /// For the start of a server.
    ///
    /// - Throws: ``MigrationError`` unless all migrations are applied and none was changed.
    public func verify(_ configuration: ConnectionConfiguration) async throws {
        try await Connection.withConnection(configuration, logger: logger) { connection in
            try await self.verify(on: connection)
        }
    }

    public func verify(on connection: isolated Connection) async throws {
        let statuses = try await status(on: connection)
        try refuse(statuses)
        let pending = statuses.filter { $0.state == .pending }.map { file($0.version) }
        if !pending.isEmpty { throw MigrationError.pending(pending) }
    }

    public func status(on connection: isolated Connection) async throws -> [Status] {
        let applied = try await applied(on: connection)
        let known = migrations.map { migration in
            guard let entry = applied.first(where: { $0.version == migration.version }) else {
                return Status(version: migration.version, name: migration.name, state: .pending)
            }
            let isSame = entry.checksum == migration.checksum
            return Status(
                version: migration.version, name: migration.name,
                state: isSame ? .applied(entry.appliedAt) : .changed)
        }
        let gone = applied.filter { $0.version > migrations.count }
        return known + gone.map { Status(version: $0.version, name: $0.name, state: .missing) }
    }

    @discardableResult
    public func migrate(on connection: isolated Connection) async throws -> [Migration] {
        try await connection.execute("SELECT pg_advisory_lock(\(Self.lockKey))")
        do {
            let applied = try await applyPending(on: connection)
            try await connection.execute("SELECT pg_advisory_unlock(\(Self.lockKey))")
            return applied
        } catch {
            // The lock belongs to the session; losing the session frees it as well.
            _ = try? await connection.execute("SELECT pg_advisory_unlock(\(Self.lockKey))")
            throw error
        }
    }

    private struct Entry {
        var version: Int
        var name: String
        var checksum: String
        var appliedAt: Date
    }

    private func isBookkeeping(on connection: isolated Connection) async throws -> Bool {
        try await connection.first("SELECT to_regclass('schema_migration') IS NOT NULL")?.decode(Bool.self) ?? false
    }

    private func applied(on connection: isolated Connection) async throws -> [Entry] {
        guard try await isBookkeeping(on: connection) else { return [] }
        let rows = try await connection.rows(
            "SELECT version, name, checksum, applied_at FROM schema_migration ORDER BY version",
            as: (Int.self, String.self, String.self, Date.self))
        return rows.map { Entry(version: $0.0, name: $0.1, checksum: $0.2, appliedAt: $0.3) }
    }

    private func refuse(_ statuses: [Status]) throws {
        for status in statuses {
            switch status.state {
            case .changed: throw MigrationError.changed(file: file(status.version))
            case .missing: throw MigrationError.missing(version: status.version, name: status.name)
            case .applied, .pending: continue
            }
        }
    }

    private func file(_ version: Int) -> String {
        migrations.first { $0.version == version }?.file ?? String(version)
    }

    private func applyPending(on connection: isolated Connection) async throws -> [Migration] {
        if try await !isBookkeeping(on: connection) {
            try await connection.execute(
                """
                CREATE TABLE schema_migration (
                    version integer PRIMARY KEY,
                    name text NOT NULL,
                    checksum text NOT NULL,
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """)
        }
        let statuses = try await status(on: connection)
        try refuse(statuses)
        var done: [Migration] = []
        for migration in migrations
        where statuses.contains(where: { $0.version == migration.version && $0.state == .pending }) {
            try await apply(migration, on: connection)
            logger.info("migration applied", metadata: ["file": "\(migration.file)"])
            done.append(migration)
        }
        return done
    }

    private func apply(_ migration: Migration, on connection: isolated Connection) async throws {
        let statements = SQLScript.statements(in: migration.sql)
        if let control = statements.first(where: \.isTransactionControl) {
            throw MigrationError.transactionControl(file: migration.file, line: control.line)
        }
        try await connection.withTransaction { connection in
            for statement in statements {
                try await run(statement, of: migration, on: connection)
            }
            try await connection.execute(
                """
                INSERT INTO schema_migration (version, name, checksum)
                VALUES (\(Int32(migration.version)), \(migration.name), \(migration.checksum))
                """)
        }
    }

    private func run(
        _ statement: SQLScript.Statement, of migration: Migration, on connection: isolated Connection
    ) async throws {
        do {
            try await connection.executeScript(statement.text)
        } catch let error as PostgresError {
            guard let state = error.sqlState else { throw error }
            let before = statement.text.unicodeScalars.prefix(max(0, (error.position ?? 1) - 1))
            throw MigrationError.statementFailed(
                file: migration.file, line: statement.line + before.count { $0 == "\n" }, sqlState: state.rawValue,
                message: error.serverMessage ?? "")
        }
    }
}
