public import HubModel
public import PluginKit

/// The indicators of a station by the rules of its profile.
public struct StationIndicators: Sendable {
    /// One rule of the profile.
    public struct Line: Sendable {
        public var rule: IndicatorRule
        /// Nil when the hub doesn't gather all that the rule needs.
        public var value: IndicatorValue?
        /// Names of counts that nobody reports yet, so that none of them is taken for 0.
        public var missing: [String]
    }

    /// In the order of the profile's rules.
    public var lines: [Line]
    /// Why the plugin gave no answer.
    public var failure: LocalizedText?
}
