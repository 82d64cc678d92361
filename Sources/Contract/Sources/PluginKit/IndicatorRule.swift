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
