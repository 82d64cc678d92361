import Foundation
import HubModel
import PluginHost
import PluginKit
import Testing

@Suite("What a host gathers of a resident's facts")
struct ResidentFactsTests {
    private let zone: TimeZone
    private let package: ServicePackage
    /// 2026-03-02 at noon in Shanghai.
    private let now = Date(timeIntervalSince1970: 1_772_424_000)
    private static let day: TimeInterval = 86_400

    init() throws {
        zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let text = LocalizedText(zh: "某项", en: "Something")
        package = ServicePackage(
            code: "visits", title: text, cycle: .month,
            items: [.init(code: "visit", title: text, countPerCycle: 2, unitPrice: nil)], eligibility: .init(),
            unitPrice: Money(fen: 5_000), subsidies: [], fundingLine: "special-fund")
    }

    private func gather(_ facts: [(kind: FactKind, data: String, daysAgo: Double)]) -> ResidentFacts {
        var gathered = ResidentFacts(timeZone: zone)
        for fact in facts {
            gathered.add(fact.kind, data: Array(fact.data.utf8), at: now.addingTimeInterval(-fact.daysAgo * Self.day))
        }
        return gathered
    }

    private func situation(_ facts: ResidentFacts) -> ResidentSituation {
        facts.situation(at: now, enrolments: facts.running, packages: [package])
    }

    private func registered(_ band: String, tags: String = "", consents: String = "") -> String {
        #"{"birthYearBand":"\#(band)","sex":"female","tags":[\#(tags)],"consents":[\#(consents)]}"#
    }

    private func consent(_ purpose: String) -> String { #"{"purpose":"\#(purpose)","textVersion":"1"}"# }

    private func step(_ more: String = "") -> String { #"{"enrolment":"e1","package":"visits"\#(more)}"# }

    @Test("The registration that is latest by its own time counts, whenever it came")
    func registration() {
        let facts = gather([
            (.residentRegistered, registered("1955-1959", tags: #""lives-alone""#), 2),
            (.residentRegistered, registered("1950-1954"), 9),
        ])
        let resident = situation(facts)
        #expect(resident.bornFrom == 1955 && resident.bornThrough == 1959 && resident.sex == .female)
        #expect(resident.tags == ["lives-alone"] && resident.asOf.description == "2026-03-02")
        #expect(resident.ages == 66...71)
    }

    @Test("A consent stands only when it is later than every withdrawal, in time and in the chain")
    func consents() {
        let facts = gather([
            (
                .residentRegistered,
                registered("1955-1959", consents: "\(consent("screening")),\(consent("outreach"))"), 9
            ),
            (.consentWithdrawn, consent("screening"), 5), (.consentGiven, consent("referral"), 4),
            (.consentWithdrawn, consent("referral"), 3), (.consentGiven, consent("referral"), 2),
            // Recorded later, but said to be from before the withdrawal.
            (.consentGiven, consent("screening"), 6),
        ])
        #expect(situation(facts).consents == ["outreach", "referral"])
    }

    @Test("Contacts are days on which somebody was served or came; two services on a day are one")
    func contacts() {
        let facts = gather([
            (.orderDelivered, "{}", 4), (.enrolmentItemDone, step(#","item":"visit""#), 4),
            (.activityAttended, "{}", 4),
            (.activityAttended, "{}", 1), (.orderPlaced, "{}", 0), (.feedbackGiven, "{}", 0),
        ])
        let contacts = situation(facts).contacts.map { "\($0.on) \($0.kind.rawValue)" }
        #expect(contacts == ["2026-02-26 activity", "2026-02-26 service", "2026-03-01 activity"])
    }

    @Test("A screening keeps its level and whether somebody had to look at it; unreadable data counts for nothing")
    func screenings() {
        let data = """
            {"instrument":"PHQ-9","instrumentVersion":"1.0.0","answers":[],"unanswered":{},"total":16,
            "severity":"moderately-severe","triage":{"level":"station","sameDay":true,"reasons":[]},
            "plugin":{"id":"elderly-guardian","version":"1.0.0"},"ageYears":null}
            """
        let facts = gather([
            (.screeningCompleted, data, 0.6), (.screeningCompleted, "{}", 0), (.screeningCompleted, "?", 0),
        ])
        let screenings = situation(facts).screenings
        #expect(screenings.count == 1)
        // 21:36 of the day before in Shanghai, 13:36 in Greenwich.
        #expect(screenings.first?.on.description == "2026-03-01")
        #expect(screenings.first?.level == .station && screenings.first?.sameDay == true)
    }

    @Test("Of an enrolment that runs, only the items of the cycle under way are done")
    func enrolments() throws {
        let facts = gather([
            (.enrolmentStarted, step(#","plugin":{"id":"elderly-guardian","version":"1.0.0"}"#), 40),
            (.enrolmentItemDone, step(#","item":"visit""#), 39), (.enrolmentItemDone, step(#","item":"visit""#), 2),
            (.enrolmentStarted, #"{"enrolment":"e2","package":"visits"}"#, 40),
            (.enrolmentEnded, #"{"enrolment":"e2","package":"visits"}"#, 1),
            (.enrolmentItemDone, #"{"enrolment":"e3","package":"visits","item":"visit"}"#, 1),
        ])
        #expect(facts.running.map(\.id) == ["e1"])
        #expect(facts.running.first?.plugin == PluginReference(id: "elderly-guardian", version: "1.0.0"))
        let enrolment = try #require(situation(facts).enrolments.first)
        #expect(enrolment.startedOn.description == "2026-01-21" && enrolment.done == ["visit"])
        let unknown = facts.situation(at: now, enrolments: facts.running, packages: [])
        #expect(unknown.enrolments.first?.done == ["visit", "visit"])
    }

    @Test("Days and minutes are those of the time zone")
    func localDays() {
        let days = LocalDays(timeZone: zone)
        #expect(days.minuteOfDay(of: now) == 720 && days.day(of: now).description == "2026-03-02")
        #expect(days.minuteOfDay(of: now + 12 * 3600 - 1) == 1439 && days.minuteOfDay(of: now + 12 * 3600) == 0)
        #expect(days.day(of: now + 12 * 3600).description == "2026-03-03")
        #expect(days.minuteOfDay(of: Date(timeIntervalSince1970: -8 * 3600 - 60)) == 1439)
    }
}
