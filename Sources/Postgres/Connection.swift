import CLibpq
public import Logging
import Synchronization

/// A connection to the server: an actor on a thread of its own.
///
/// Code that is isolated to it (`pool.withConnection { connection in … }`) calls its methods without changing threads.
/// Statements run one after another. Cancelling the task stops the statement that runs and leaves the connection usable.
public actor Connection {
    private nonisolated let executor: ConnectionExecutor
    nonisolated let gate: CancelGate
    nonisolated let logger: Logger
    public nonisolated let configuration: ConnectionConfiguration
    /// The server's process id, as in `pg_stat_activity.pid`.
    public nonisolated let backendPID: Int32

    var link: ServerLink?
    var statements: StatementCache
    var deferred: [PipelineItem] = []
    var transaction: TransactionState = .none
    var savepointCount = 0
    weak var openStream: RowStream?
    var streamSteps: StreamState = .closed
    /// Set while COPY owns the connection.
    var isCopying = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Throws: ``PostgresError`` with the code `connectionFailed`.
    public static func connect(
        _ configuration: ConnectionConfiguration, logger: Logger = Logger(label: "postgres")
    ) async throws -> Connection {
        let executor = ConnectionExecutor()
        try executor.start()
        let opener = LinkOpener(executor: executor)
        do {
            let opened = try await opener.open(configuration, logger: logger)
            return Connection(executor: executor, opened: opened, configuration: configuration, logger: logger)
        } catch {
            executor.stop()
            throw error
        }
    }

    /// Runs the body on a connection of its own, which is closed afterwards whatever happens.
    ///
    /// - Throws: ``PostgresError`` with the code `connectionFailed`; what the body throws.
    public static func withConnection<Value: Sendable>(
        _ configuration: ConnectionConfiguration, logger: Logger = Logger(label: "postgres"),
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        let connection = try await connect(configuration, logger: logger)
        do {
            let value = try await body(connection)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    private init(
        executor: ConnectionExecutor, opened: OpenedLink, configuration: ConnectionConfiguration, logger: Logger
    ) {
        self.executor = executor
        self.configuration = configuration
        self.logger = logger
        gate = opened.gate
        backendPID = opened.backendPID
        link = opened.link
        statements = StatementCache(limit: configuration.statementCacheLimit)
    }

    deinit {
        executor.stop()
    }

    /// Closes the connection. What was sent with `enqueue` and not yet carried by another statement is dropped.
    public func close() {
        link = nil
        deferred = []
        transaction = .none
        streamSteps = .closed
        statements.removeAll()
    }

    /// Whether the connection can take statements, as far as is known without asking the server.
    public var isOpen: Bool { link?.isAlive ?? false }

    /// How many statements are prepared on this connection.
    public var preparedStatementCount: Int { statements.count }

    /// The server's version, such as 150020.
    public var serverVersion: Int { link.map { Int(PQserverVersion($0.pointer)) } ?? 0 }

    /// A parameter that the server reports, such as `TimeZone` or `in_hot_standby`.
    public func serverParameter(_ name: String) -> String? {
        link.flatMap { PQparameterStatus($0.pointer, name) }.map { String(cString: $0) }
    }

    /// The host that was chosen out of the configuration's.
    public var host: String? { link.flatMap { PQhost($0.pointer) }.map { String(cString: $0) } }

    /// Quotes a string constant for the text of a statement that cannot take binds.
    public func literal(_ text: String) throws -> String {
        try liveLink().literal(text)
    }

    func liveLink() throws -> ServerLink {
        guard let link, link.isAlive else { throw PostgresError(.connectionLost(.notSent)) }
        return link
    }
}

/// A link on its way from the thread that opened it to the actor that owns it.
///
/// `@unchecked Sendable`: handed over once, and used afterwards on the same thread that made it.
private struct OpenedLink: @unchecked Sendable {
    let link: ServerLink
    let gate: CancelGate
    let backendPID: Int32
}

/// Opens the link on the connection's own thread, so that waiting for the server blocks no other.
private actor LinkOpener {
    private nonisolated let executor: ConnectionExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(executor: ConnectionExecutor) {
        self.executor = executor
    }

    func open(_ configuration: ConnectionConfiguration, logger: Logger) throws -> OpenedLink {
        let link = try ServerLink(configuration: configuration, logger: logger)
        return OpenedLink(link: link, gate: CancelGate(link.pointer), backendPID: PQbackendPID(link.pointer))
    }
}
