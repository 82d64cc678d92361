public import HubModel

/// A ritual's day.
public struct RitualDay: Codable, Hashable, Sendable {
    public var on: CivilDate
    /// The ritual's code.
    public var ritual: String
    /// The activity's code.
    public var activity: String
    public var reasons: [Reason]
}
