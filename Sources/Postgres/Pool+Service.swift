import Logging
import ServiceLifecycle
import Synchronization

extension Pool {
    /// Keeps the minimum of connections open and closes what is idle or old, until the task is cancelled or a graceful
    /// shutdown begins; then it refuses new users, waits for those in use and closes all connections.
    public func run() async throws {
        let interval = min(.seconds(30), max(.milliseconds(10), configuration.idleTimeout / 2))
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                maintain()
                try? await Task.sleep(for: interval)
            }
        }
        await shutDown()
    }

    func maintain() {
        let work = state.withLock { state in
            let work = state.machine.maintain(now: .now)
            meters.record(state.machine)
            return work
        }
        for connection in work.close { Task { await connection.close() } }
        for id in work.connect { open(id) }
    }

    /// Refuses new users and those who wait, waits for those in use and closes all connections.
    public func shutDown() async {
        let (waiters, resources) = state.withLock { state in
            let (requests, resources) = state.machine.shutDown()
            let waiters = requests.compactMap { state.waiters.removeValue(forKey: $0) }
            meters.record(state.machine)
            return (waiters, resources)
        }
        for waiter in waiters {
            waiter.timer?.cancel()
            waiter.continuation.resume(throwing: PostgresError(.poolClosed))
        }
        for connection in resources { await connection.close() }
        await withCheckedContinuation { continuation in
            state.withLock { $0.drained.append(continuation) }
            resumeIfDrained()
        }
    }

    func resumeIfDrained() {
        let continuations = state.withLock { state in
            guard state.machine.isDrained, !state.drained.isEmpty else {
                return [] as [CheckedContinuation<Void, Never>]
            }
            defer { state.drained = [] }
            return state.drained
        }
        for continuation in continuations { continuation.resume() }
    }
}
