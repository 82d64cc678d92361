public import PluginKit

/// A counsellor of a station.
public struct Counsellor: Codable, Hashable, Sendable {
    /// What entitles to the work.
    public enum Credential: String, Codable, CaseIterable, Sendable {
        case counsellor
        case socialWorker = "social-worker"
        case psychotherapist, psychiatrist
        case nurse
    }

    /// Unique in the station, e.g. `c1`.
    public var code: String
    public var name: String
    public var credential: Credential
    /// Hours a week at this station, 1 to 60.
    public var weeklyHours: Int
    /// What the counsellor is good at [RES-4]; nil when nobody has described it, and then nobody is matched by it.
    public var capability: CounsellorCapability?

    public init(
        code: String, name: String, credential: Credential, weeklyHours: Int, capability: CounsellorCapability? = nil
    ) {
        self.code = code
        self.name = name
        self.credential = credential
        self.weeklyHours = weeklyHours
        self.capability = capability
    }
}
