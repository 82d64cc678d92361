public import HubModel

/// What `plugin.yaml` says of a plugin, read and checked before any of its code runs.
public struct PluginManifest: Codable, Hashable, Sendable {
    /// The plugin's id, equal to the profile it brings.
    public var id: ProfileCode
    /// The plugin's version, `major.minor.patch`.
    public var version: String
    /// The version of the plugin interface it was written for.
    public var apiVersion: Int
    /// The Swift module, and so the shared library: `lib<module>.so`.
    public var module: String
    public var title: LocalizedText
    public var summary: LocalizedText
    /// Codes of the shared instruments the profile uses.
    public var instruments: [String]
    /// Kinds of rooms that a station of the profile should have, such as `counselling`.
    public var rooms: [String]
    /// Sentences for the reasons that the profile's own rules give a triage, by code: facts carry the code alone.
    public var reasons: [String: LocalizedText]
    /// Plugins without which this one is not loaded; they are loaded first.
    public var requires: [PluginRequirement]
    /// Plugins that are loaded first when they are there, and not missed when they are not.
    public var awareOf: [ProfileCode]

    public init(
        id: ProfileCode, version: String, apiVersion: Int, module: String, title: LocalizedText,
        summary: LocalizedText, instruments: [String], rooms: [String] = [],
        reasons: [String: LocalizedText] = [:], requires: [PluginRequirement] = [], awareOf: [ProfileCode] = []
    ) {
        self.id = id
        self.version = version
        self.apiVersion = apiVersion
        self.module = module
        self.title = title
        self.summary = summary
        self.instruments = instruments
        self.rooms = rooms
        self.reasons = reasons
        self.requires = requires
        self.awareOf = awareOf
    }
}
