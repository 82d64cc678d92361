/// The answer to the ``PluginRequest`` of the same place.
public enum PluginAnswer: Codable, Hashable, Sendable {
    case assessment(ScreeningAssessment)
    case eligibility(EligibilityDecision)
    case plan(EnrolmentPlan)
    case nextActions([NextAction])
    case counsellors([CounsellorFit])
    case outreach([OutreachDecision])
    case rituals([RitualDay])
    case indicators([IndicatorValue])

    /// The answer to ``PluginRequest/assessScreening(_:)``; nil when the request was another.
    public var assessment: ScreeningAssessment? {
        if case .assessment(let assessment) = self { assessment } else { nil }
    }
}
