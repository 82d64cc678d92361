import HubModel

/// The decisions that all profiles share, made from a profile's data alone.
public struct ProfileDecisions: Sendable {
    private let data: PluginData
    private let assessor: ScreeningAssessor

    /// - Parameter rules: how the totals of the profile's instruments lead to a triage.
    /// - Throws: ``PluginFailure`` when the data lacks what the rules need.
    public init(data: PluginData, rules: [TriageRule]) throws {
        self.data = data
        assessor = try ScreeningAssessor(data: data, rules: rules)
    }

    /// Scores a filled-in instrument and says where it leads.
    public func assess(_ request: AssessScreening) throws -> ScreeningAssessment { try assessor.assess(request) }

    /// Says whether a resident may enrol in a package, and who pays.
    public func checkEligibility(_ request: CheckEligibility) throws -> EligibilityDecision {
        try package(request.package).eligibility(of: request.resident, price: request.price)
    }

    /// Dates the items of one cycle of a package.
    public func planEnrolment(_ request: PlanEnrolment) throws -> EnrolmentPlan {
        try package(request.package).plan(startingOn: request.startsOn)
    }

    /// Lists what is to be done for a resident, the most pressing first.
    public func findNextActions(_ request: FindNextActions) throws -> [NextAction] { try data.nextActions(request) }

    /// Ranks counsellors for a problem and a tier.
    public func fitCounsellors(_ request: FitCounsellors) throws -> [CounsellorFit] {
        try data.counselling.fits(request, plugin: data.manifest.id)
    }

    /// Lists the outreach whose occasion has come, in the order of the rules.
    public func findOutreach(_ request: FindOutreach) throws -> [OutreachDecision] {
        guard (0..<1440).contains(request.minuteOfDay) else { throw PluginFailure.minuteOutOfRange() }
        return data.outreach.compactMap { $0.decision(request, quiet: data.quietHours) }
    }

    /// Lists the profile's rituals between two days.
    public func findRituals(_ request: FindRituals) throws -> [RitualDay] { try request.days(of: data.rituals) }

    /// Computes the profile's indicators, in the order of its rules.
    public func evaluateIndicators(_ request: EvaluateIndicators) throws -> [IndicatorValue] {
        try data.indicators.map { try $0.value(request.counts) }
    }

    private func package(_ code: String) throws -> ServicePackage {
        guard let package = data.packages.first(where: { $0.code == code }) else {
            throw PluginFailure.unknownPackage(code, plugin: data.manifest.id)
        }
        return package
    }
}
