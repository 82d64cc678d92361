import HubModel

/// How a profile computes one of the district's indicators from counts of facts.
public struct IndicatorRule: Codable, Hashable, Sendable {
    /// The code of the district's indicator.
    public var indicator: String
    /// The name of a count.
    public var numerator: String
    /// The name of a count; nil when the indicator is the count itself.
    public var denominator: String?

    public init(indicator: String, numerator: String, denominator: String? = nil) {
        self.indicator = indicator
        self.numerator = numerator
        self.denominator = denominator
    }
}

/// What stations of a profile usually promise [PRO-7]; each sets its own baseline and day.
public struct CommitmentTemplate: Codable, Hashable, Sendable {
    public enum Change: String, Codable, CaseIterable, Sendable {
        case points, relative
    }

    /// The code of the district's indicator.
    public var indicator: String
    /// By how much it is to change, in percentage points or percent of the baseline; may be negative.
    public var by: Int
    public var change: Change
    /// Within so many months, 1 to 60.
    public var months: Int

    public init(indicator: String, by: Int, change: Change, months: Int) {
        self.indicator = indicator
        self.by = by
        self.change = change
        self.months = months
    }
}

/// Asks for the values of the profile's indicators.
public struct EvaluateIndicators: Codable, Hashable, Sendable {
    /// Name of a count to its value, 0 or more; one that is absent counts as 0.
    public var counts: [String: Int64]

    public init(counts: [String: Int64]) {
        self.counts = counts
    }
}

/// The value of an indicator with what it is made of.
public struct IndicatorValue: Codable, Hashable, Sendable {
    /// The code of the district's indicator.
    public var indicator: String
    public var numerator: Int64
    /// Nil when the indicator is a count.
    public var denominator: Int64?
    /// Percent, or the count; nil when there is nothing to divide by.
    public var value: Double?
    public var reasons: [Reason]
}

extension IndicatorRule {
    /// - Throws: ``PluginFailure`` with `valueOutOfRange` when a count is negative.
    func value(_ counts: [String: Int64]) throws -> IndicatorValue {
        func count(_ name: String) throws -> Int64 {
            let count = counts[name] ?? 0
            guard count >= 0 else { throw PluginFailure.countOutOfRange(name) }
            return count
        }
        let upper = try count(numerator)
        guard let denominator else {
            return IndicatorValue(
                indicator: indicator, numerator: upper, value: Double(upper),
                reasons: [Reason("count", zh: "计数 \(upper)", en: "a count of \(upper)")])
        }
        let lower = try count(denominator)
        guard lower > 0 else {
            return IndicatorValue(
                indicator: indicator, numerator: upper, denominator: 0,
                reasons: [Reason("no-denominator", zh: "还没有可比的总数", en: "there is nothing to compare with yet")])
        }
        return IndicatorValue(
            indicator: indicator, numerator: upper, denominator: lower, value: Double(upper) / Double(lower) * 100,
            reasons: [Reason("share", zh: "\(lower) 中的 \(upper)", en: "\(upper) of \(lower)")])
    }
}
