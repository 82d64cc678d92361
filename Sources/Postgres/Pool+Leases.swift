import Logging
import Metrics
import Synchronization

extension Pool {
    func acquire() async throws -> Machine.Lease {
        if Task.isCancelled { throw PostgresError(.cancelled) }
        let start = ContinuousClock.now
        let immediate = state.withLock { state in
            let lease = state.machine.takeIdle(now: start)
            if lease != nil { meters.record(state.machine) }
            return lease
        }
        if let immediate {
            meters.acquire.recordNanoseconds(0)
            return immediate
        }
        let number = state.withLock { state in
            state.lastRequest += 1
            return state.lastRequest
        }
        let lease = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                wait(number, continuation, since: start)
            }
        } onCancel: {
            giveUp(number, PostgresError(.cancelled))
        }
        meters.acquire.recordNanoseconds((ContinuousClock.now - start).nanoseconds)
        return lease
    }

    private func wait(
        _ number: Int, _ continuation: CheckedContinuation<Machine.Lease, any Error>,
        since start: ContinuousClock.Instant
    ) {
        let action = state.withLock { state in
            let action = state.machine.request(number, now: start)
            if case .wait = action { state.waiters[number] = Waiter(continuation: continuation) }
            meters.record(state.machine)
            return action
        }
        switch action {
        case .lease(let lease): continuation.resume(returning: lease)
        case .refuse: continuation.resume(throwing: PostgresError(.poolClosed))
        case .wait(let connect):
            if let connect { open(connect) }
            startTimer(number)
            // The task may have been cancelled before its request was known.
            if Task.isCancelled { giveUp(number, PostgresError(.cancelled)) }
        }
    }

    private func startTimer(_ number: Int) {
        let limit = configuration.waitLimit
        let timer = Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            let cause = state.withLock(\.lastConnectError)
            let text = "none of \(configuration.maximumSize) became free within \(limit)"
            giveUp(number, PostgresError(.timeout, text, underlying: cause))
        }
        let isStillWaiting = state.withLock { state in
            state.waiters[number]?.timer = timer
            return state.waiters[number] != nil
        }
        if !isStillWaiting { timer.cancel() }
    }

    private func giveUp(_ number: Int, _ error: PostgresError) {
        let waiter = state.withLock { state in
            guard state.machine.cancel(number) else { return nil as Waiter? }
            meters.record(state.machine)
            return state.waiters.removeValue(forKey: number)
        }
        waiter?.timer?.cancel()
        waiter?.continuation.resume(throwing: error)
    }

    func release(_ lease: Machine.Lease, isReusable: Bool) {
        let now = ContinuousClock.now
        if isReusable {
            carryOut { $0.machine.released(lease, now: now) }
        } else {
            drop(lease)
        }
        resumeIfDrained()
    }

    private func drop(_ lease: Machine.Lease) {
        let connection = lease.resource
        Task { await connection.close() }
        let next = state.withLock { state in
            let next = state.machine.dropped(lease.id)
            meters.record(state.machine)
            return next
        }
        if let next { open(next) }
    }

    private func carryOut(_ decide: (inout State) -> Machine.OfferAction) {
        let (action, waiter) = state.withLock { state in
            let action = decide(&state)
            meters.record(state.machine)
            guard case .serve(let request, _) = action else { return (action, nil as Waiter?) }
            return (action, state.waiters.removeValue(forKey: request))
        }
        switch action {
        case .keep: break
        case .close(let connection):
            Task { await connection.close() }
            replaceIfNeeded()
        case .serve(_, let lease):
            waiter?.timer?.cancel()
            waiter?.continuation.resume(returning: lease)
        }
    }

    /// After a connection was closed because of its age, those who wait need another one.
    private func replaceIfNeeded() {
        if let next = state.withLock({ $0.machine.dropped(0) }) { open(next) }
    }

    func open(_ id: Int, after delay: Duration = .zero) {
        Task {
            if delay > .zero { try? await Task.sleep(for: delay) }
            do {
                let connection = try await Connection.connect(configuration.connection, logger: logger)
                carryOut { state in
                    state.lastConnectError = nil
                    return state.machine.opened(id, connection, now: .now)
                }
            } catch {
                openingFailed(id, error as? PostgresError, delay)
            }
            resumeIfDrained()
        }
    }

    private func openingFailed(_ id: Int, _ error: PostgresError?, _ delay: Duration) {
        logger.warning("no connection could be made", metadata: ["to": "\(configuration.connection)"])
        let next = state.withLock { state in
            state.lastConnectError = error
            return state.machine.openingFailed(id)
        }
        // Slower with each failure, so that a server that starts is not stormed.
        let pause = min(.seconds(1), max(.milliseconds(50), delay * 2))
        if let next { open(next, after: pause) }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
