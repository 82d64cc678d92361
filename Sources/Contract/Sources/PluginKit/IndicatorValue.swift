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
