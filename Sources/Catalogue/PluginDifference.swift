public import HubModel

/// One thing in which a version of a plugin differs from another.
public struct PluginDifference: Codable, Hashable, Sendable {
    /// Which part of the plugin.
    public enum Part: String, Codable, CaseIterable, Sendable {
        case package, activity, instrument, threshold, followUp = "follow-up", outreach, ritual, indicator, problem
    }

    public enum Change: String, Codable, CaseIterable, Sendable {
        case added, removed, changed
    }

    public var part: Part
    /// The code, or the name of the threshold.
    public var code: String
    public var change: Change
    /// What changed, in words; one a property.
    public var details: [LocalizedText]

    public init(_ part: Part, _ code: String, _ change: Change, details: [LocalizedText] = []) {
        self.part = part
        self.code = code
        self.change = change
        self.details = details
    }
}
