import Foundation

/// When a plugin that failed may be started and asked again. A pure state machine: somebody else waits and tells it.
struct WorkerCircuit {
    enum Phase: Hashable {
        /// May be started and asked.
        case closed
        /// Failed; will be started again after a delay, until which calls wait.
        case waiting
        /// Failed too often: calls are refused.
        case open(until: Date)
        /// The delay is over: the next call is a trial.
        case halfOpen(until: Date)
        /// The trial is under way; other calls are still refused.
        case trial(until: Date)
    }

    private(set) var phase = Phase.closed
    /// Failures since the last answer.
    private(set) var failures = 0
    private let firstDelay: Duration
    private let longestDelay: Duration
    private let failuresUntilOpen: Int

    init(firstDelay: Duration, longestDelay: Duration, failuresUntilOpen: Int) {
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.failuresUntilOpen = failuresUntilOpen
    }

    /// The time before which calls are refused; nil when they are not.
    var refusesUntil: Date? {
        switch phase {
        case .closed, .waiting, .halfOpen: nil
        case .open(let until), .trial(let until): until
        }
    }

    /// Whether calls are refused, but for a trial.
    var isOpen: Bool {
        switch phase {
        case .closed, .waiting: false
        case .open, .halfOpen, .trial: true
        }
    }

    /// A call has begun. True when it is the trial.
    mutating func begin() -> Bool {
        guard case .halfOpen(let until) = phase else { return false }
        phase = .trial(until: until)
        return true
    }

    /// The trial ended without having asked the plugin.
    mutating func abandonTrial() {
        if case .trial(let until) = phase { phase = .halfOpen(until: until) }
    }

    mutating func succeed() {
        failures = 0
        phase = .closed
    }

    /// - Returns: after what time ``delayPassed()`` is to be called.
    mutating func fail(at now: Date) -> Duration {
        failures += 1
        let doublings = min(failures - 1, 30)
        let delay = min(firstDelay * (1 << doublings), longestDelay)
        phase = failures < failuresUntilOpen ? .waiting : .open(until: now + TimeInterval(delay / .seconds(1)))
        return delay
    }

    mutating func delayPassed() {
        switch phase {
        case .waiting: phase = .closed
        case .open(let until): phase = .halfOpen(until: until)
        case .closed, .halfOpen, .trial: break
        }
    }
}
