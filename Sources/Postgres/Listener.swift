public import Logging
public import ServiceLifecycle
import Synchronization

/// Listens on channels over a connection of its own, and comes back after losing it. Not behind PgBouncer.
public final class Listener: Service, Sendable {
    public struct Notification: Sendable, Hashable {
        public let channel: String
        public let payload: String
        /// The server's process that sent it.
        public let backendPID: Int32
    }

    public enum Event: Sendable, Hashable {
        /// Everything that is sent from now on arrives. With `afterLoss`, notifications may have been missed before.
        case listening(afterLoss: Bool)
        case notification(Notification)
    }

    struct Subscription: Sendable {
        let channels: Set<String>
        let continuation: AsyncStream<Event>.Continuation
        /// Whether it has been told that it is listening.
        var isListening = false
    }

    private struct State: Sendable {
        var subscriptions: [Int: Subscription] = [:]
        var last = 0
        var isFinished = false
    }

    private let configuration: ConnectionConfiguration
    private let logger: Logger
    private let state = Mutex(State())
    private let wake: WakePipe

    /// - Throws: ``PostgresError`` when the process has no file descriptors left.
    public init(_ configuration: ConnectionConfiguration, logger: Logger = Logger(label: "postgres.listener")) throws {
        self.configuration = configuration
        self.logger = logger
        wake = try WakePipe()
    }

    /// What arrives on these channels, beginning with `listening`. Ends with ``run()``.
    ///
    /// Events that are not read wait in memory.
    public func events(on channels: String...) -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self)
        let subscription = Subscription(channels: Set(channels), continuation: continuation)
        let number: Int? = state.withLock { state in
            if state.isFinished { return nil }
            state.last += 1
            state.subscriptions[state.last] = subscription
            return state.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.subscriptions.removeValue(forKey: number) }
            self?.wake.signal()
        }
        wake.signal()
        return stream
    }

    /// Listens until the task is cancelled or a graceful shutdown begins.
    public func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            var isAfterLoss = false
            var pause = Duration.milliseconds(50)
            while !Task.isCancelled, !wake.isStopped {
                do {
                    let connection = try await Connection.connect(configuration, logger: logger)
                    pause = .milliseconds(50)
                    try await serve(connection, isAfterLoss: isAfterLoss)
                    await connection.close()
                } catch {
                    logger.warning("the listening connection is lost", metadata: ["to": "\(configuration)"])
                    try? await Task.sleep(for: pause)
                    pause = min(.seconds(2), pause * 2)
                }
                isAfterLoss = true
                state.withLock { state in
                    for number in state.subscriptions.keys { state.subscriptions[number]?.isListening = false }
                }
            }
        } onCancelOrGracefulShutdown: {
            self.wake.stop()
        }
        let continuations = state.withLock { state in
            state.isFinished = true
            defer { state.subscriptions = [:] }
            return state.subscriptions.values.map(\.continuation)
        }
        for continuation in continuations { continuation.finish() }
    }

    private func serve(_ connection: isolated Connection, isAfterLoss: Bool) async throws {
        var active: Set<String> = []
        var wasLost = isAfterLoss
        while !wake.isStopped {
            let wanted = state.withLock { $0.subscriptions.values.reduce(into: Set()) { $0.formUnion($1.channels) } }
            for channel in wanted.subtracting(active) {
                try await connection.executeScript("LISTEN \(Query.quoted(identifier: channel))")
            }
            for channel in active.subtracting(wanted) {
                try await connection.executeScript("UNLISTEN \(Query.quoted(identifier: channel))")
            }
            active = wanted
            announce(active, isAfterLoss: wasLost)
            wasLost = false
            deliver(try connection.waitForNotifications(wake))
        }
    }

    private func announce(_ active: Set<String>, isAfterLoss: Bool) {
        let continuations = state.withLock { state in
            let fresh = state.subscriptions.filter { !$0.value.isListening && $0.value.channels.isSubset(of: active) }
            for number in fresh.keys { state.subscriptions[number]?.isListening = true }
            return fresh.values.map(\.continuation)
        }
        for continuation in continuations { continuation.yield(.listening(afterLoss: isAfterLoss)) }
    }

    private func deliver(_ notifications: [Notification]) {
        if notifications.isEmpty { return }
        let subscriptions = state.withLock { Array($0.subscriptions.values) }
        for notification in notifications {
            for subscription in subscriptions where subscription.channels.contains(notification.channel) {
                subscription.continuation.yield(.notification(notification))
            }
        }
    }
}
