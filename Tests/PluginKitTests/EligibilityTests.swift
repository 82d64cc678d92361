import HubModel
import PluginKit
import Testing

@Suite("Who may enrol, and who pays")
struct EligibilityTests {
    private let decisions: ProfileDecisions

    init() throws {
        decisions = try DecisionFixture.decisions()
    }

    private func decide(
        _ package: String, born: ClosedRange<Int>?, tags: [String] = [], price: Int64? = nil
    ) throws -> EligibilityDecision {
        let resident = ResidentSituation(
            asOf: DecisionFixture.date("2026-07-01"), bornFrom: born?.lowerBound, bornThrough: born?.upperBound,
            tags: tags)
        return try decisions.checkEligibility(
            CheckEligibility(package: package, resident: resident, price: price.map(Money.init(fen:))))
    }

    @Test(
        "By age, as far as five years of birth tell it",
        arguments: [
            ("record", 1950...1954, .eligible),
            // 65 on the birthday of 2026 at the latest, 61 at the earliest.
            ("record", 1961...1964, .undecided), ("record", 1962...1966, .ineligible),
            ("visits", 2010...2014, .eligible), ("visits", 2008...2012, .undecided),
            ("visits", 2000...2004, .ineligible), ("record", nil, .undecided),
        ] as [(String, ClosedRange<Int>?, EligibilityDecision.Standing)])
    func age(package: String, born: ClosedRange<Int>?, standing: EligibilityDecision.Standing) throws {
        let decision = try decide(package, born: born, tags: ["lives-alone"])
        #expect(decision.standing == standing)
        #expect(!decision.reasons.isEmpty)
    }

    @Test("Without one of the tags nobody is eligible, whatever the age")
    func tags() throws {
        #expect(try decide("record", born: 1950...1954).standing == .ineligible)
        #expect(try decide("record", born: nil).reasons.map(\.code).contains("no-tag"))
    }

    @Test("The best subsidy counts, and the fen left over is the resident's")
    func subsidy() throws {
        let half = try decide("record", born: 1950...1954, tags: ["lives-alone"])
        #expect(half.subsidyPercent == 50)
        #expect((half.subsidy.fen, half.copayment.fen) == (6_000, 6_001))
        let most = try decide("record", born: 1950...1954, tags: ["lives-alone", "low-income"], price: 10_000)
        #expect((most.subsidy.fen, most.copayment.fen) == (9_000, 1_000))
        let none = try decide("visits", born: 2010...2014)
        #expect((none.subsidyPercent, none.copayment.fen) == (0, 5_000))
    }

    @Test("A package or a price that can't be is refused", arguments: [-1, Int64.max, 1_000_000_000_001])
    func refusals(price: Int64) throws {
        #expect(throws: PluginFailure.self) { try decide("no-such-package", born: nil) }
        let error = #expect(throws: PluginFailure.self) { try decide("visits", born: nil, price: price) }
        #expect(error?.code == .valueOutOfRange)
    }
}
