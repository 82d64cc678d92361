import CoreMetrics
import Synchronization

/// Counts by upper bound, for durations and sizes.
final class Distribution: RecorderHandler, TimerHandler {
    private struct State {
        var counts: [Int64]
        var sum = 0.0
        var total: Int64 = 0
    }

    /// Seconds from a quarter of a millisecond to ten seconds, in steps of two to two and a half.
    private static let bounds = [
        0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    private let scale: Double
    private let state = Mutex(State(counts: Array(repeating: 0, count: Distribution.bounds.count)))

    /// - Parameter scale: what a recorded value is multiplied with.
    init(scale: Double) {
        self.scale = scale
    }

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }

    func record(_ value: Double) {
        let value = value * scale
        state.withLock { state in
            state.sum += value
            state.total += 1
            if let index = Self.bounds.firstIndex(where: { value <= $0 }) { state.counts[index] += 1 }
        }
    }

    func lines(_ name: String, _ labels: (String?) -> String) -> String {
        let state = state.withLock { $0 }
        var text = ""
        var cumulative: Int64 = 0
        for (bound, count) in zip(Self.bounds, state.counts) {
            cumulative += count
            text += "\(name)_bucket\(labels("\(bound)")) \(cumulative)\n"
        }
        text += "\(name)_bucket\(labels("+Inf")) \(state.total)\n"
        return text + "\(name)_sum\(labels(nil)) \(state.sum)\n\(name)_count\(labels(nil)) \(state.total)\n"
    }
}
