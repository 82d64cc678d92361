public import HubModel
import Indicators
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

/// The counts of facts that profiles make their indicators of, by the names that their rules use.
enum IndicatorCounts {
    /// What the roll-ups hold of them. All are counts of events, which the station's page shows as they are.
    static func gathered(from sums: RollupTotals) -> [String: Int64] {
        [
            "feedback.given": sums[.feedbacks], "feedback.satisfied": sums[.feedbacksSatisfied],
            "activities.attendances": sums[.attendances], "enrolments.itemsDone": sums[.enrolmentItemsDone],
        ]
    }
}
