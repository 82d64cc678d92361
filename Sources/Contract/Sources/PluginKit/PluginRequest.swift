/// Everything a plugin can be asked; grows by cases.
public enum PluginRequest: Codable, Hashable, Sendable {
    case assessScreening(AssessScreening)
    case checkEligibility(CheckEligibility)
    case planEnrolment(PlanEnrolment)
    case findNextActions(FindNextActions)
    case fitCounsellors(FitCounsellors)
    case findOutreach(FindOutreach)
    case findRituals(FindRituals)
    case evaluateIndicators(EvaluateIndicators)
}
