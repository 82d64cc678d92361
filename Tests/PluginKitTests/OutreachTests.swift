import HubModel
import PluginKit
import Testing

@Suite("When a station writes to a resident of its own accord")
struct OutreachTests {
    private func decisions(
        on day: String = "2026-01-05", minute: Int = 600, emergencies: [String] = [],
        _ change: (inout ResidentSituation) -> Void
    ) throws -> [String: [String]] {
        var resident = ResidentSituation(asOf: DecisionFixture.date(day), consents: ["outreach", "safety"])
        change(&resident)
        let found = try DecisionFixture.decisions().findOutreach(
            FindOutreach(resident: resident, minuteOfDay: minute, emergencies: emergencies))
        for decision in found { #expect(decision.isDue == (decision.reasons.count == 1)) }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.rule, $0.reasons.map(\.code)) })
    }

    @Test(
        "A season may go over the new year",
        arguments: [
            ("2025-12-19", false), ("2025-12-20", true), ("2026-01-31", true), ("2026-02-01", false),
        ])
    func season(day: String, comes: Bool) throws {
        #expect(try decisions(on: day) { _ in } == (comes ? ["winter": ["season"]] : [:]))
    }

    @Test("Without consent, too soon, or in quiet hours it waits, and says why")
    func obstacles() throws {
        #expect(try decisions { $0.consents = ["safety"] } == ["winter": ["season", "no-consent"]])
        let recent = try decisions { $0.outreach["winter"] = DecisionFixture.date("2025-12-21") }
        #expect(recent == ["winter": ["season", "too-soon"]])
        #expect(try decisions(minute: 21 * 60) { _ in } == ["winter": ["season", "quiet-hours"]])
        #expect(try decisions(minute: 8 * 60) { _ in } == ["winter": ["season"]])
    }

    @Test("The tenth contact, not the ninth or the eleventh", arguments: [9, 10, 11])
    func tenth(count: Int) throws {
        let found = try decisions(on: "2026-05-01") {
            $0.contacts = (0..<count).map { .init(on: DecisionFixture.date("2026-04-0\($0 % 9 + 1)"), kind: .call) }
        }
        #expect(found == (count == 10 ? ["tenth": ["contacts"]] : [:]))
    }

    @Test("An emergency also comes at night, to those it concerns")
    func emergency() throws {
        let alone = try decisions(on: "2026-05-01", minute: 180, emergencies: ["flood"]) { $0.tags = ["lives-alone"] }
        #expect(alone == ["flood": ["emergency"]])
        #expect(try decisions(on: "2026-05-01", emergencies: ["flood"]) { _ in } == [:])
        #expect(try decisions(on: "2026-05-01") { $0.tags = ["lives-alone"] } == [:])
    }

    @Test("A minute that no day has is refused", arguments: [-1, 1440])
    func minutes(minute: Int) throws {
        #expect(throws: PluginFailure.self) { try decisions(minute: minute) { _ in } }
    }
}
