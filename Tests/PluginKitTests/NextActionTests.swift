import HubModel
import PluginKit
import Testing

@Suite("What is to be done for a resident next")
struct NextActionTests {
    private let today = DecisionFixture.date("2026-07-01")

    private func actions(
        days: Int = 14, _ change: (inout ResidentSituation) -> Void
    ) throws -> [String] {
        var resident = ResidentSituation(asOf: today)
        change(&resident)
        return try DecisionFixture.decisions().findNextActions(FindNextActions(resident: resident, days: days)).map {
            "\($0.code) \($0.dueOn)\($0.isOverdue ? " overdue" : "")"
        }
    }

    private func screened(
        _ day: String, _ level: Triage.Level, sameDay: Bool = false
    ) -> ResidentSituation.Screening {
        .init(
            on: DecisionFixture.date(day), instrument: "PHQ-9", severity: "moderate", level: level, sameDay: sameDay)
    }

    private func contact(_ day: String, _ kind: ResidentSituation.Contact.Kind) -> ResidentSituation.Contact {
        .init(on: DecisionFixture.date(day), kind: kind)
    }

    @Test("Nobody known, nothing to do")
    func nothing() throws {
        #expect(try actions { _ in } == [])
    }

    @Test("A screening is repeated 28 days after one that led to the station, and not after a lighter one")
    func repeats() throws {
        #expect(try actions { $0.screenings = [screened("2026-06-10", .station)] } == ["repeat 2026-07-08"])
        #expect(try actions { $0.screenings = [screened("2026-06-10", .selfHelp)] } == [])
        // The latest counts.
        #expect(
            try actions { $0.screenings = [screened("2026-05-01", .station), screened("2026-06-10", .none)] } == [])
        // Farther ahead than was asked for.
        #expect(try actions(days: 6) { $0.screenings = [screened("2026-06-10", .station)] } == [])
    }

    @Test("What is repeated ends after its number of times, counted from where the worry began")
    func repeatsEnd() throws {
        let days = ["2026-03-01", "2026-03-29", "2026-04-26", "2026-05-24"]
        func expected(_ count: Int, then next: [String]) throws {
            #expect(
                try actions(days: 366) { $0.screenings = days.prefix(count).map { screened($0, .station) } } == next)
        }
        try expected(1, then: ["repeat 2026-03-29 overdue"])
        try expected(3, then: ["repeat 2026-05-24 overdue"])
        try expected(4, then: [])
        // A good one between begins anew.
        let relapse = try actions {
            $0.screenings =
                days.map { screened($0, .station) } + [
                    screened("2026-06-01", .none), screened("2026-06-10", .station),
                ]
        }
        #expect(relapse == ["repeat 2026-07-08"])
    }

    @Test("Whoever must be seen the same day comes first until somebody has spoken with the person")
    func sameDay() throws {
        let worried = screened("2026-06-30", .station, sameDay: true)
        #expect(
            try actions(days: 60) {
                $0.screenings = [worried]
                $0.contacts = [contact("2026-06-29", .call)]
            } == ["see-today 2026-06-30 overdue", "call-back 2026-06-30 overdue", "repeat 2026-07-28"])
        let seen = try actions {
            $0.screenings = [worried]
            $0.contacts = [contact("2026-06-30", .visit)]
        }
        #expect(!seen.contains { $0.hasPrefix("see-today") })
        // Company at an activity is no assessment.
        let attended = try actions {
            $0.screenings = [worried]
            $0.contacts = [contact("2026-06-30", .activity)]
        }
        #expect(attended.first == "see-today 2026-06-30 overdue")
    }

    @Test("A tag asks for visits again and again")
    func visits() throws {
        #expect(try actions { $0.tags = ["lives-alone"] } == ["monthly-visit 2026-07-08"])
        let visited = try actions {
            $0.tags = ["lives-alone"]
            $0.contacts = [contact("2026-05-20", .visit), contact("2026-06-05", .visit)]
        }
        #expect(visited.last == "monthly-visit 2026-07-05")
    }

    @Test("Items of an enrolment come up in the cycle under way")
    func enrolment() throws {
        let visits = ResidentSituation.Enrolment(
            id: "e1", package: "visits", startedOn: DecisionFixture.date("2026-04-20"))
        #expect(try actions { $0.enrolments = [visits] } == ["enrolment-item 2026-07-04"])
        var half = visits
        half.done = ["visit"]
        #expect(try actions(days: 60) { $0.enrolments = [half] } == ["enrolment-item 2026-07-19"])
        half.done = ["visit", "visit"]
        #expect(try actions(days: 60) { $0.enrolments = [half] } == [])
    }

    @Test("How far to look has bounds", arguments: [-1, 367, Int.max])
    func bounds(days: Int) throws {
        #expect(throws: PluginFailure.self) { try actions(days: days) { _ in } }
    }
}
