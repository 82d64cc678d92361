import Indicators

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
