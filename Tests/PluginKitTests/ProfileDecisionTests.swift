import HubModel
import PluginKit
import Testing

@Suite("Counsellors, rituals, indicators")
struct ProfileDecisionTests {
    private let decisions: ProfileDecisions

    init() throws {
        decisions = try DecisionFixture.decisions()
    }

    private func fits(_ levels: [String: CounsellorCapability], tier: ClientTier = .c3) throws -> [CounsellorFit] {
        try decisions.fitCounsellors(
            FitCounsellors(
                problem: "grief", tier: tier,
                candidates: levels.sorted { $0.key < $1.key }.map { .init(code: $0.key, capability: $0.value) }))
    }

    @Test("Whoever reaches the tier's minimum comes first, then the score decides")
    func counsellors() throws {
        let candidates = [
            "brilliant-but-cold": DecisionFixture.levels(5, 3, 5, 5, 5, 5),
            "warm": DecisionFixture.levels(3, 5, 0, 2, 4, 0), "even": DecisionFixture.levels(3, 4, 3, 3, 3, 3),
        ]
        let ranked = try fits(candidates)
        #expect(ranked.map(\.counsellor) == ["warm", "even", "brilliant-but-cold"])
        // (3·1 + 5·3 + 2·1 + 4·2) of (5·7)
        #expect(ranked[0].score == 80)
        #expect(ranked.map(\.meetsMinimum) == [true, true, false])
        #expect(ranked[2].reasons.contains { $0.code == "below-minimum" && $0.text.zh.contains("共情") })
        // A tier without a minimum goes by the score alone.
        #expect(try fits(candidates, tier: .c1).map(\.counsellor) == ["brilliant-but-cold", "warm", "even"])
    }

    @Test("Levels outside 0 to 5 and unknown problems are refused")
    func counsellorRefusals() throws {
        #expect(throws: PluginFailure.self) { try fits(["x": DecisionFixture.levels(6, 0, 0, 0, 0, 0)]) }
        #expect(throws: PluginFailure.self) {
            try decisions.fitCounsellors(FitCounsellors(problem: "none", tier: .c1, candidates: []))
        }
    }

    /// Days of the Double Ninth as the calendar of the Purple Mountain Observatory has them; 2025 has a leap sixth month.
    @Test(
        "The Double Ninth is found by the Chinese calendar",
        arguments: ["2024-10-11", "2025-10-29", "2026-10-18", "2027-10-08"])
    func doubleNinth(day: String) throws {
        let year = day.prefix(4)
        let found = try decisions.findRituals(
            FindRituals(from: DecisionFixture.date("\(year)-01-01"), through: DecisionFixture.date("\(year)-12-31")))
        #expect(found.filter { $0.ritual == "double-ninth" }.map(\.on.description) == [day])
        #expect(found.filter { $0.ritual == "market" }.count == 12)
        #expect(found.filter { $0.ritual == "five-twenty-five" }.map(\.on.description) == ["\(year)-05-25"])
    }

    @Test("Too many days at once, or none, are refused")
    func ritualBounds() throws {
        let day = DecisionFixture.date("2026-01-01")
        #expect(throws: PluginFailure.self) {
            try decisions.findRituals(FindRituals(from: day, through: DecisionFixture.date("2025-12-31")))
        }
        #expect(throws: PluginFailure.self) {
            try decisions.findRituals(FindRituals(from: day, through: DecisionFixture.date("2027-03-01")))
        }
    }

    @Test("An indicator says what it is made of, and nothing is divided by nothing")
    func indicators() throws {
        let values = try decisions.evaluateIndicators(
            EvaluateIndicators(counts: ["screened": 30, "known": 40, "sessions": 7]))
        #expect(values.map(\.value) == [75, 7])
        #expect(values[0].denominator == 40)
        #expect(try decisions.evaluateIndicators(EvaluateIndicators(counts: [:])).map(\.value) == [nil, 0])
        #expect(throws: PluginFailure.self) {
            try decisions.evaluateIndicators(EvaluateIndicators(counts: ["known": -1]))
        }
    }
}
