public import Logging
public import ServiceLifecycle
import Synchronization

/// Connections that are shared.
///
/// Usable at once. ``run()`` adds upkeep: the minimum of connections, closing those that are idle or old, and closing
/// all of them at a graceful shutdown, after those in use have come back.
public final class Pool: Service, Sendable {
    typealias Machine = PoolStateMachine<Connection>

    struct State: Sendable {
        var machine: Machine
        var waiters: [Int: Waiter] = [:]
        var lastRequest = 0
        var lastConnectError: PostgresError?
        var drained: [CheckedContinuation<Void, Never>] = []
    }

    struct Waiter: Sendable {
        var continuation: CheckedContinuation<Machine.Lease, any Error>
        var timer: Task<Void, Never>?
    }

    public let configuration: PoolConfiguration
    let logger: Logger
    let meters: PoolMeters
    let state: Mutex<State>

    public init(_ configuration: PoolConfiguration, logger: Logger = Logger(label: "postgres.pool")) {
        self.configuration = configuration
        self.logger = logger
        meters = PoolMeters(pool: configuration.name)
        let maximum = max(1, configuration.maximumSize)
        let limits = Machine.Limits(
            minimum: min(max(0, configuration.minimumSize), maximum), maximum: maximum,
            idleTimeout: configuration.idleTimeout, lifetime: configuration.maximumLifetime)
        state = Mutex(State(machine: Machine(limits: limits)))
    }

    /// Runs the body on a connection's own thread, where its statements cost no change of threads.
    ///
    /// The connection must not be used after the body has returned.
    /// - Throws: the body's error, or ``PostgresError`` with `timeout` or `poolClosed`.
    public func withConnection<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        while true {
            let lease = try await acquire()
            do {
                let value = try await use(lease.resource, idleSince: lease.idleSince, body)
                release(lease, isReusable: value.isReusable)
                return try value.result.get()
            } catch is StaleConnection {
                release(lease, isReusable: false)
            }
        }
    }

    /// Runs the body in a transaction of its own connection, as `Connection.withTransaction` does.
    public func withTransaction<Value: Sendable>(
        isolation: IsolationLevel = .readCommitted, readOnly: Bool = false,
        settings: [(name: String, value: String)] = [], retry: TransactionRetry = .never,
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await withConnection { connection in
            try await connection.withTransaction(
                isolation: isolation, readOnly: readOnly, settings: settings, retry: retry, body)
        }
    }

    /// How the pool stands at this moment.
    public struct Status: Sendable, Hashable {
        public var inUse: Int
        public var idle: Int
        public var waiting: Int
        public var connecting: Int
    }

    public var status: Status {
        state.withLock { state in
            Status(
                inUse: state.machine.inUseCount, idle: state.machine.idleCount, waiting: state.machine.waitingCount,
                connecting: state.machine.connectingCount)
        }
    }

    private struct StaleConnection: Error {}

    private struct Outcome<Value: Sendable>: Sendable {
        var result: Result<Value, any Error>
        var isReusable: Bool
    }

    private func use<Value: Sendable>(
        _ connection: isolated Connection, idleSince: ContinuousClock.Instant,
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Outcome<Value> {
        let probes = ContinuousClock.now - idleSince > configuration.probeAfterIdle
        guard connection.isUsable(probing: probes) else { throw StaleConnection() }
        do {
            let value = try await body(connection)
            return Outcome(result: .success(value), isReusable: connection.isReusable())
        } catch {
            return Outcome(result: .failure(error), isReusable: connection.isReusable())
        }
    }
}

extension Connection {
    /// Whether the server is still there: always looks at the socket, and asks the server when `probing`.
    func isUsable(probing: Bool) -> Bool {
        guard let link, link.isAlive, !link.looksClosed() else { return false }
        return !probing || (try? simple("")) != nil
    }

    /// Puts the connection into the state in which the next user expects it.
    ///
    /// - Returns: false when it has to be closed.
    func isReusable() -> Bool {
        guard let link, link.isAlive, !isCopying else { return false }
        if streamSteps != .closed { abandonStream(link) }
        deferred = []
        savepointCount = 0
        guard case .none = transaction, link.isAlive else { return false }
        if link.isIdle { return true }
        logger.warning("a transaction begun by hand was left open and is rolled back")
        return (try? simple("ROLLBACK")) != nil
    }
}
