import Crypto
import Foundation
public import Logging
public import Postgres
public import ServiceLifecycle
import Subprocess

/// A PostgreSQL server of our own, for demo, tests and benchmarks.
///
/// It listens on a Unix socket only, in a folder that only its user and root can enter. That folder is the whole access
/// control, so connections are trusted without a password; do not use it where other people share that user.
public actor PrivateCluster: Service {
    /// Whether what was committed survives a crash of the machine.
    public enum Durability: Sendable, Hashable {
        case durable
        /// Writes are not forced to the disk. For tests, whose data are thrown away anyway, it saves minutes.
        case unsafeForTests
    }

    public struct Configuration: Sendable {
        /// Holds data, log and, if its path is short enough, the socket. It is made when missing and belongs to the
        /// server's user afterwards.
        public var folder: String
        /// Default: `durable`.
        public var durability: Durability = .durable
        /// The number in the socket's name; no port is opened. Default: 5432.
        public var port = 5432
        /// Server settings that override ours, such as `["shared_buffers": "1GB"]`.
        public var settings: [String: String] = [:]

        /// - Parameter folder: a relative path is taken from the current folder; the server's programs run in another.
        public init(folder: String) {
            self.folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        }
    }

    public nonisolated let configuration: Configuration
    /// The folder of the Unix socket.
    public nonisolated let socketFolder: String
    private let logger: Logger
    private var isStarted = false

    /// The cluster's superuser.
    public static let superuser = "postgres"

    public init(_ configuration: Configuration, logger: Logger = Logger(label: "postgres.cluster")) {
        self.configuration = configuration
        self.logger = logger
        socketFolder = Self.socketFolder(for: configuration)
    }

    nonisolated var dataFolder: String { configuration.folder + "/data" }
    nonisolated var logFile: String { configuration.folder + "/server.log" }

    /// How to reach the cluster.
    ///
    /// - Parameter user: default: the superuser.
    public nonisolated func connectionConfiguration(
        database: String = "postgres", user: String = PrivateCluster.superuser
    ) -> ConnectionConfiguration {
        ConnectionConfiguration(
            hosts: [.init(socketFolder, port: configuration.port)], database: database, user: user)
    }

    /// Starts the server, after making the cluster where there is none. A server that runs already is adopted; what a
    /// dead one left behind is put in order by the server itself. Returns when connections are accepted.
    ///
    /// - Throws: ``PrivateClusterError``.
    public func start() async throws {
        let folder = URL(fileURLWithPath: configuration.folder)
        try FileManager.default.createDirectory(
            at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        let account = try ServerAccount.choose()
        try account.checkReach(configuration.folder)
        try account.makePrivateFolder(configuration.folder)
        try account.makePrivateFolder(socketFolder)
        let lock = try await FolderLock.acquire(configuration.folder + "/lock")
        defer { lock.release() }
        let programs = ServerPrograms(folder: try await ServerBinaries.find(), account: account)
        try await initialize(programs)
        if try await isRunning(programs) {
            try await waitForAnswer(programs)
            logger.info("a running cluster is adopted")
        } else {
            try writeSettings(account)
            try await programs.run(
                "pg_ctl", ["start", "-D", dataFolder, "-w", "-t", "120", "-s", "-l", logFile], log: logFile)
        }
        isStarted = true
    }

    /// Stops the server: connections are closed, what was committed is safe. Nothing happens when it does not run.
    public func stop() async throws {
        isStarted = false
        guard FileManager.default.fileExists(atPath: dataFolder) else { return }
        let lock = try await FolderLock.acquire(configuration.folder + "/lock")
        defer { lock.release() }
        let programs = ServerPrograms(folder: try await ServerBinaries.find(), account: try ServerAccount.choose())
        guard try await isRunning(programs) else { return }
        try await programs.run(
            "pg_ctl", ["stop", "-D", dataFolder, "-w", "-t", "120", "-s", "-m", "fast"], log: logFile)
    }

    /// Starts the cluster if ``start()`` has not been called and stops it at a graceful shutdown or when cancelled.
    public func run() async throws {
        if !isStarted { try await start() }
        try? await gracefulShutdown()
        // The task may be cancelled already, and the server must be stopped all the same.
        try await Task { try await self.stop() }.value
    }

    /// The process id of the server; nil when it does not run.
    public nonisolated var serverPID: Int32? {
        let text = try? String(contentsOfFile: dataFolder + "/postmaster.pid", encoding: .utf8)
        return text?.split(separator: "\n").first.flatMap { Int32($0) }
    }

    /// - Parameters:
    ///   - template: the database that is copied; nobody may be connected to it.
    ///   - owner: default: the superuser.
    public nonisolated func createDatabase(
        _ name: String, template: String = "template1", owner: String? = nil
    ) async throws {
        var sql: Query = "CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template)"
        if let owner { sql = "\(sql) OWNER \(identifier: owner)" }
        try await Connection.withConnection(connectionConfiguration(), logger: logger) { [sql] connection in
            try await connection.executeScript(sql.sql)
        }
    }

    /// Drops a database if there is one of that name, and closes connections to it.
    public nonisolated func dropDatabase(_ name: String) async throws {
        let sql: Query = "DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)"
        try await Connection.withConnection(connectionConfiguration(), logger: logger) { [sql] connection in
            try await connection.executeScript(sql.sql)
        }
    }

    /// `initdb` works in a folder of its own that is renamed when it is complete, so that an interrupted one is not
    /// taken for a cluster.
    private func initialize(_ programs: ServerPrograms) async throws {
        if FileManager.default.fileExists(atPath: dataFolder + "/PG_VERSION") { return }
        let unfinished = dataFolder + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        var arguments = [
            "-D", unfinished, "--username=\(Self.superuser)", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--data-checksums",
        ]
        if configuration.durability == .unsafeForTests { arguments.append("--no-sync") }
        try await programs.run("initdb", arguments, log: nil)
        let settings = unfinished + "/postgresql.conf"
        let text = try String(contentsOfFile: settings, encoding: .utf8)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: settings))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("\(text.hasSuffix("\n") ? "" : "\n")include 'cluster.conf'\n".utf8))
        try handle.close()
        try FileManager.default.moveItem(atPath: unfinished, toPath: dataFolder)
    }

    /// A process of the number in the pid file may be starting still, or be another program's after a restart.
    private func waitForAnswer(_ programs: ServerPrograms) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            do {
                return try await Connection.withConnection(connectionConfiguration(), logger: logger) { _ in }
            } catch {
                guard ContinuousClock.now < deadline, !Task.isCancelled, try await isRunning(programs) else {
                    throw PrivateClusterError.silent(dataFolder + "/postmaster.pid")
                }
                // The server tells nobody when it begins to accept connections.
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    private func isRunning(_ programs: ServerPrograms) async throws -> Bool {
        try await programs.succeeds("pg_ctl", ["status", "-D", dataFolder])
    }
}
