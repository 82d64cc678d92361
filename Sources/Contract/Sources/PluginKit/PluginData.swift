/// Everything of a plugin that is data: the host parses it and hands it over at load.
public struct PluginData: Codable, Hashable, Sendable {
    public var manifest: PluginManifest
    public var instruments: [Instrument]
    public var packages: [ServicePackage]
    public var activities: [ActivityDefinition]
    /// Thresholds and other settings of the profile's rules, by name; what they mean is the plugin's matter.
    public var thresholds: [String: Int]
    public var followUps: [FollowUpRule]
    public var counselling: CounsellingRules
    public var outreach: [OutreachRule]
    /// Nil when nobody is to be disturbed less at any hour.
    public var quietHours: QuietHours?
    public var rituals: [Ritual]
    public var indicators: [IndicatorRule]
    public var commitments: [CommitmentTemplate]

    public init(
        manifest: PluginManifest, instruments: [Instrument], packages: [ServicePackage],
        activities: [ActivityDefinition], thresholds: [String: Int], followUps: [FollowUpRule] = [],
        counselling: CounsellingRules = CounsellingRules(), outreach: [OutreachRule] = [],
        quietHours: QuietHours? = nil, rituals: [Ritual] = [], indicators: [IndicatorRule] = [],
        commitments: [CommitmentTemplate] = []
    ) {
        self.manifest = manifest
        self.instruments = instruments
        self.packages = packages
        self.activities = activities
        self.thresholds = thresholds
        self.followUps = followUps
        self.counselling = counselling
        self.outreach = outreach
        self.quietHours = quietHours
        self.rituals = rituals
        self.indicators = indicators
        self.commitments = commitments
    }
}
