/// Asks for the values of the profile's indicators.
public struct EvaluateIndicators: Codable, Hashable, Sendable {
    /// Name of a count to its value, 0 or more; one that is absent counts as 0.
    public var counts: [String: Int64]

    public init(counts: [String: Int64]) {
        self.counts = counts
    }
}
