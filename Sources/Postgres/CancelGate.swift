import CLibpq
import Dispatch
import Synchronization

/// Lets another thread stop the statement that runs on a connection, and no later one.
///
/// `@unchecked Sendable`: `handle` is written once and libpq allows `PQcancel` from any thread.
final class CancelGate: @unchecked Sendable {
    private struct State {
        var statement: UInt64 = 0
        var isRunning = false
        var isCancelling = false
        var wasCancelled = false
    }

    private let handle: OpaquePointer?
    private let state = Mutex(State())
    private let finished = DispatchSemaphore(value: 0)

    init(_ connection: OpaquePointer) {
        handle = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// The number under which the next statement can be cancelled.
    func begin() -> UInt64 {
        state.withLock { state in
            state.statement &+= 1
            state.isRunning = true
            state.wasCancelled = false
            return state.statement
        }
    }

    /// Waits until a cancellation under way has reached the server, so that it cannot hit the next statement.
    ///
    /// - Returns: whether the statement was cancelled by us.
    func end() -> Bool {
        let (mustWait, wasCancelled) = state.withLock { state in
            state.isRunning = false
            return (state.isCancelling, state.wasCancelled)
        }
        if mustWait { finished.wait() }
        return wasCancelled
    }

    func cancel(_ statement: UInt64) {
        let begins = state.withLock { state in
            guard state.isRunning, state.statement == statement, !state.wasCancelled else { return false }
            state.wasCancelled = true
            state.isCancelling = true
            return true
        }
        guard begins else { return }
        DispatchQueue.global().async { self.send() }
    }

    /// Stops whatever runs, on the calling thread.
    func sendNow() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(handle, &message, Int32(message.count))
    }

    private func send() {
        sendNow()
        let wakes = state.withLock { state in
            state.isCancelling = false
            return !state.isRunning
        }
        if wakes { finished.signal() }
    }
}
