import HubModel
import PluginFixtures
import PluginKit
import PluginTestKit
import Synchronization
import Testing

@Suite("The test kit finds what a plugin must not do")
struct PluginCheckTests {
    private static let seed: UInt64 = 20_260_701

    private static func data() throws -> PluginData {
        var data = try #require(PluginFixture.data(id: "fixture", module: "Fixture", instruments: [.phq9, .gad7]))
        data.packages = [DecisionFixture.yearly, DecisionFixture.monthly]
        data.followUps = DecisionFixture.followUps
        data.outreach = DecisionFixture.outreach
        data.counselling = DecisionFixture.counselling
        data.rituals = DecisionFixture.rituals
        data.indicators = [IndicatorRule(indicator: "coverage", numerator: "screened", denominator: "known")]
        return data
    }

    private func problems<Plugin: ProfilePlugin>(of type: Plugin.Type) async throws -> Set<String> {
        let check = try PluginCheck(type, data: try Self.data(), seed: Self.seed)
        return Set(try await check.run(1_500, stoppingAfter: 1_500).map(\.problem))
    }

    @Test("A plugin that keeps to the rules passes; requests of every kind come up, most of them answerable")
    func honest() async throws {
        #expect(try await problems(of: HonestPlugin.self) == [])
        var random = RandomRequests(for: try Self.data(), seed: Self.seed)
        let plugin = try HonestPlugin(data: try Self.data())
        var (answered, kinds) = (0, Set<Int>())
        for _ in 0..<1_000 {
            let request = random.next()
            guard let answer = try? plugin.answer(request) else { continue }
            answered += 1
            kinds.insert(answer.kind)
        }
        #expect(answered > 700)
        #expect(kinds.count == 8)
    }

    @Test("The same seed gives the same requests, another one others")
    func seeds() throws {
        func requests(_ seed: UInt64) throws -> [PluginRequest] {
            var random = RandomRequests(for: try Self.data(), seed: seed)
            return (0..<50).map { _ in random.next() }
        }
        #expect(try requests(1) == requests(1))
        #expect(try requests(1) != requests(2))
    }

    @Test("Whims, other instances, lost consent, invented totals and wrong sums are found")
    func dishonest() async throws {
        #expect(try await problems(of: MoodyPlugin.self).contains("the answers differ"))
        #expect(try await problems(of: PushyPlugin.self).contains("outreach without consent"))
        #expect(
            try await problems(of: CarelessPlugin.self).isSuperset(of: [
                "subsidy and co-payment are not the price", "a critical answer is seen by a person the same day",
                "an error of its own instead of a PluginFailure", "there is no reason",
            ]))
    }
}

extension PluginAnswer {
    fileprivate var kind: Int {
        switch self {
        case .assessment: 0
        case .eligibility: 1
        case .plan: 2
        case .nextActions: 3
        case .counsellors: 4
        case .outreach: 5
        case .rituals: 6
        case .indicators: 7
        }
    }
}

private struct HonestPlugin: ProfilePlugin {
    let decisions: ProfileDecisions

    init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7])
    }
}

/// Answers by how often it was asked.
private struct MoodyPlugin: ProfilePlugin {
    private static let asked = Atomic<Int>(0)
    let decisions: ProfileDecisions

    init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7])
    }

    func evaluateIndicators(_ request: EvaluateIndicators) throws -> [IndicatorValue] {
        let count = Self.asked.add(1, ordering: .relaxed).newValue
        return count.isMultiple(of: 3) ? [] : try decisions.evaluateIndicators(request)
    }
}

/// Doesn't ask for consent.
private struct PushyPlugin: ProfilePlugin {
    let decisions: ProfileDecisions

    init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7])
    }

    func findOutreach(_ request: FindOutreach) throws -> [OutreachDecision] {
        try decisions.findOutreach(request).map { decision in
            var decision = decision
            decision.isDue = true
            return decision
        }
    }
}

private struct CarelessPlugin: ProfilePlugin {
    struct Whatever: Error {}
    let decisions: ProfileDecisions

    init(data: PluginData) throws {
        decisions = try ProfileDecisions(data: data, rules: [.phq9, .gad7])
    }

    func assess(_ request: AssessScreening) throws -> ScreeningAssessment {
        var assessment = try decisions.assess(request)
        assessment.triage.sameDay = false
        return assessment
    }

    func checkEligibility(_ request: CheckEligibility) throws -> EligibilityDecision {
        var decision = try decisions.checkEligibility(request)
        decision.copayment = decision.price
        decision.subsidy = Money(fen: 1)
        return decision
    }

    func planEnrolment(_ request: PlanEnrolment) throws -> EnrolmentPlan {
        var plan = try decisions.planEnrolment(request)
        plan.reasons = []
        return plan
    }

    func findRituals(_ request: FindRituals) throws -> [RitualDay] { throw Whatever() }
}
