import HubModel
import TestSupport
import Testing

@testable import Services

@Suite("Where enrolments stand")
struct EnrolmentLifecycleTests {
    private static let first = PluginReference(id: "elderly-guardian", version: "1.0.0")
    private static let second = PluginReference(id: "elderly-guardian", version: "1.1.0")

    private func reading(
        _ step: EnrolmentStepKind, _ package: String = "record", item: String? = nil, plugin: PluginReference? = nil
    ) -> EnrolmentReading {
        EnrolmentReading(enrolment: "e", step: step, package: package, item: item, plugin: plugin)
    }

    private func standing(_ steps: [(EnrolmentReading, String, Int)]) throws -> EnrolmentStanding {
        var enrolments = EnrolmentLifecycle(stored: [:])
        for (reading, day, count) in steps {
            enrolments.apply(reading, on: try #require(CivilDate(day)), count: count)
        }
        return try #require(enrolments.changes.first).standing
    }

    @Test("It runs from its beginning to its end, in whatever order the facts come")
    func states() throws {
        let steps = [
            (reading(.started, plugin: Self.first), "2026-03-01", 1),
            (reading(.itemDone, item: "call"), "2026-03-09", 1),
            (reading(.ended), "2026-06-01", 1),
        ]
        #expect(try standing([steps[0]]).state == .running)
        #expect(try standing([steps[1]]).state == nil)
        #expect(try standing([steps[2], steps[1]]).state == nil)
        #expect(try standing(steps.reversed()).state == .ended)
        #expect(try standing(steps).start?.plugin == Self.first)
    }

    @Test("It keeps the version that it began with, also when the beginning is told again or corrected")
    func versions() throws {
        let began = (reading(.started, plugin: Self.first), "2026-03-01", 1)
        let again = (reading(.started, plugin: Self.second), "2026-04-01", 1)
        #expect(try standing([again, began]).start?.plugin == Self.first)
        // The earlier fact turned out to be wrong.
        #expect(try standing([began, again, (began.0, began.1, -1)]).start?.plugin == Self.second)
        #expect(
            try standing([began, (reading(.ended), "2026-05-01", 1), (reading(.ended), "2026-05-01", -1)]).state
                == .running)
    }

    @Test("What is stored is read again, whatever stands in the codes")
    func stored() throws {
        for code in ["record", "a/b", "a b", "%2F", "服务包", "{\"x\"}", "\u{1}\u{7F}", "\\", "NULL", ""] {
            let standing = try standing([
                (reading(.started, code, plugin: PluginReference(id: code + "x", version: code)), "2026-03-01", 2),
                (reading(.itemDone, code, item: code + "y"), "2026-03-02", 1), (reading(.ended, code), "9999-12-31", 1),
            ])
            #expect(standing.stored.allSatisfy { !$0.contains(" ") })
            #expect(EnrolmentStanding(stored: standing.stored) == standing, "\(code)")
        }
    }
}
