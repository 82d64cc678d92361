import HubModel
import PluginKit
import Testing

@Suite("The dated items of an enrolment")
struct EnrolmentPlanTests {
    private func plan(_ package: String, _ start: String) throws -> EnrolmentPlan {
        try DecisionFixture.decisions().planEnrolment(
            PlanEnrolment(package: package, startsOn: DecisionFixture.date(start)))
    }

    @Test("Named days count from the beginning; the others share the cycle evenly")
    func yearly() throws {
        let plan = try plan("record", "2026-01-01")
        #expect(plan.endsOn == DecisionFixture.date("2026-12-31"))
        #expect(
            plan.items.map { "\($0.item)/\($0.round) \($0.dueOn)" } == [
                "opening/1 2026-01-14", "call/1 2026-04-01", "call/2 2026-07-01", "call/3 2026-09-30",
                "call/4 2026-12-31",
            ])
    }

    @Test(
        "A month from the last day of one ends before the last day of the next",
        arguments: [
            ("2026-01-31", "2026-02-27"), ("2028-01-31", "2028-02-28"), ("2026-02-28", "2026-03-27"),
            ("2026-12-15", "2027-01-14"),
        ])
    func months(start: String, end: String) throws {
        let plan = try plan("visits", start)
        #expect(plan.endsOn == DecisionFixture.date(end))
        #expect(plan.items.last?.dueOn == plan.endsOn)
    }

    @Test("A cycle that the calendar does not hold is refused")
    func calendarEnd() throws {
        let error = #expect(throws: PluginFailure.self) { try plan("record", "9999-06-01") }
        #expect(error?.code == .valueOutOfRange)
    }
}
