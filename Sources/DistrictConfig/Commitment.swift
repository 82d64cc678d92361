public import HubModel

/// What a station promises its residents 价值承诺 [PRO-7]; progress is computed, never typed.
public struct Commitment: Codable, Hashable, Sendable {
    /// How the distance from the baseline is told.
    public enum Change: String, Codable, CaseIterable, Sendable {
        /// In percent of the baseline: from 40 to 48 is +20 %.
        case relative
        /// As the difference: from 40 to 48 is +8 points.
        case points
    }

    /// The code of one of the district's indicators.
    public var indicator: String
    /// The value at the beginning, in the indicator's unit.
    public var baseline: Double
    /// The value to be reached by the deadline, in the indicator's unit.
    public var target: Double
    /// The last day for reaching it.
    public var deadline: CivilDate
    public var change: Change

    public init(indicator: String, baseline: Double, target: Double, deadline: CivilDate, change: Change) {
        self.indicator = indicator
        self.baseline = baseline
        self.target = target
        self.deadline = deadline
        self.change = change
    }

    /// The promised change, in percent of the baseline or in points; nil for a relative change from nothing.
    public var promisedChange: Double? {
        switch change {
        case .points: target - baseline
        case .relative: baseline == 0 ? nil : (target - baseline) / baseline * 100
        }
    }
}
