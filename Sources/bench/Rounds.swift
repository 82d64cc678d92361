import Foundation

/// Rounds that take turns, so that a busy moment of the machine hits both sides, and the medians of their figures.
struct Rounds {
    private var ours: [Double] = []
    private var reference: [Double] = []

    mutating func add(ours: Double, reference: Double) {
        self.ours.append(ours)
        self.reference.append(reference)
    }

    /// One line: the ratio of the medians, and the medians themselves.
    func report(_ name: String, unit: String, note: String = "") {
        let (ours, reference) = (Self.median(ours), Self.median(reference))
        let ratio = (ours / reference * 1000).rounded() / 1000
        let line = "\(name) ratio=\(ratio) ours=\(Self.text(ours)) reference=\(Self.text(reference)) unit=\(unit)"
        print(note.isEmpty ? line : "\(line) \(note)")
    }

    /// Slow work is told to a tenth.
    private static func text(_ figure: Double) -> String {
        figure < 1000 ? "\((figure * 10).rounded() / 10)" : "\(Int(figure))"
    }

    private static func median(_ figures: [Double]) -> Double {
        let sorted = figures.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }
}

/// How many facts a second a piece of work handled.
func factsPerSecond(_ facts: Int, _ work: () async throws -> Void) async throws -> Double {
    let begin = ContinuousClock.now
    try await work()
    return Double(facts) / ((ContinuousClock.now - begin) / .seconds(1))
}
