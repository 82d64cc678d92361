import Federation
public import Logging
public import Postgres
public import ServiceLifecycle
import Synchronization

/// Tells everybody in this process that figures moved, whichever hub process took the batch.
///
/// Signals carry no content: who hears one reads what is stored. Several may arrive as one, and one comes every few
/// seconds without a cause, so that nothing is missed for long while the listening connection is away.
public final class IngestAnnouncements: Service {
    private struct State {
        var subscribers: [Int: AsyncStream<Void>.Continuation] = [:]
        var last = 0
        var isClosed = false
    }

    private static let longestPause: Duration = .seconds(5)

    private let listener: Listener
    private let state = Mutex(State())

    /// - Throws: `PostgresError` when the configuration can't be used.
    public init(_ configuration: ConnectionConfiguration, logger: Logger) throws {
        listener = try Listener(configuration, logger: logger)
    }

    /// Signals from now on; a subscriber that is busy finds at most one waiting.
    public func signals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.last += 1
            state.subscribers[state.last] = continuation
            return state.last
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.subscribers.removeValue(forKey: number) }
        }
        return stream
    }

    public func run() async throws {
        let events = listener.events(on: EffectQueries.channel)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.listener.run() }
            group.addTask {
                // A reconnection may have missed notifications, so it counts as one.
                for await _ in events { self.signal() }
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.longestPause)) != nil { self.signal() }
            }
            _ = try await group.next()
            group.cancelAll()
        }
        let subscribers = state.withLock { state in
            state.isClosed = true
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.finish() }
    }

    private func signal() {
        let subscribers = state.withLock { Array($0.subscribers.values) }
        for subscriber in subscribers { subscriber.yield() }
    }
}
