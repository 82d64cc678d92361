/// The rules of one positioning profile: pure functions from facts to decisions.
///
/// A plugin opens no file, socket or database and reads no clock, so that station and hub get the same answer. All but
/// ``decisions`` has an implementation; a profile writes those of its own that differ.
public protocol ProfilePlugin: Sendable {
    /// Takes the plugin's own parsed data.
    ///
    /// - Throws: ``PluginFailure`` when the data lacks what the rules need.
    init(data: PluginData) throws

    /// What follows from the profile's data alone.
    var decisions: ProfileDecisions { get }

    /// Scores a filled-in instrument and says where it leads.
    func assess(_ request: AssessScreening) throws -> ScreeningAssessment
    /// Says whether a resident may enrol in a package, and who pays.
    func checkEligibility(_ request: CheckEligibility) throws -> EligibilityDecision
    /// Dates the items of one cycle of a package.
    func planEnrolment(_ request: PlanEnrolment) throws -> EnrolmentPlan
    /// Lists what is to be done for a resident, the most pressing first.
    func findNextActions(_ request: FindNextActions) throws -> [NextAction]
    /// Ranks counsellors for a problem and a tier.
    func fitCounsellors(_ request: FitCounsellors) throws -> [CounsellorFit]
    /// Lists the outreach whose occasion has come.
    func findOutreach(_ request: FindOutreach) throws -> [OutreachDecision]
    /// Lists the profile's rituals between two days.
    func findRituals(_ request: FindRituals) throws -> [RitualDay]
    /// Computes the profile's indicators.
    func evaluateIndicators(_ request: EvaluateIndicators) throws -> [IndicatorValue]
}

extension ProfilePlugin {
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment { try decisions.assess(request) }

    public func checkEligibility(_ request: CheckEligibility) throws -> EligibilityDecision {
        try decisions.checkEligibility(request)
    }

    public func planEnrolment(_ request: PlanEnrolment) throws -> EnrolmentPlan {
        try decisions.planEnrolment(request)
    }

    public func findNextActions(_ request: FindNextActions) throws -> [NextAction] {
        try decisions.findNextActions(request)
    }

    public func fitCounsellors(_ request: FitCounsellors) throws -> [CounsellorFit] {
        try decisions.fitCounsellors(request)
    }

    public func findOutreach(_ request: FindOutreach) throws -> [OutreachDecision] {
        try decisions.findOutreach(request)
    }

    public func findRituals(_ request: FindRituals) throws -> [RitualDay] { try decisions.findRituals(request) }

    public func evaluateIndicators(_ request: EvaluateIndicators) throws -> [IndicatorValue] {
        try decisions.evaluateIndicators(request)
    }

    /// Asks the rule that the request is for.
    public func answer(_ request: PluginRequest) throws -> PluginAnswer {
        switch request {
        case .assessScreening(let request): .assessment(try assess(request))
        case .checkEligibility(let request): .eligibility(try checkEligibility(request))
        case .planEnrolment(let request): .plan(try planEnrolment(request))
        case .findNextActions(let request): .nextActions(try findNextActions(request))
        case .fitCounsellors(let request): .counsellors(try fitCounsellors(request))
        case .findOutreach(let request): .outreach(try findOutreach(request))
        case .findRituals(let request): .rituals(try findRituals(request))
        case .evaluateIndicators(let request): .indicators(try evaluateIndicators(request))
        }
    }
}
