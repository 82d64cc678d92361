public import HubModel

/// A screening that a person must look at on the same day.
public struct AttentionReading: Codable, Equatable, Sendable {
    public var level: Triage.Level
    public var reasons: [String]
    public var instrument: String
    public var scored: Bool
}
