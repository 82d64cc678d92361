public import HubModel

/// What a new version of a plugin brings, and what it does to each station of the profile.
public struct Rehearsal: Codable, Hashable, Sendable {
    public var profile: ProfileCode
    public var from: String
    public var to: String
    public var differences: [PluginDifference]
    /// One a station of the profile, in the order of the configuration.
    public var stations: [StationImpact]

    /// Whether some station can't go on as it is.
    public var breaksSomething: Bool {
        stations.contains { $0.effects.contains { $0.gravity == .breaking } }
    }
}
