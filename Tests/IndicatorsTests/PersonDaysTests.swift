import Foundation
import HubModel
import TestSupport
import Testing

@testable import Indicators

/// Persons are counted once, on the first day they were seen, whatever order the facts arrive in.
@Suite struct PersonDaysTests {
    private let person = PersonKey(activity: .screened, subject: ResidentID())

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func amounts(_ days: PersonDays) -> [RollupKey: Int64] {
        var deltas = RollupDeltas()
        days.contribute(to: &deltas)
        return deltas.amounts.filter { $0.value != 0 }
    }

    private func ever(_ day: CivilDate) -> RollupKey {
        RollupKey(day: day, indicator: .personsEver, dimension: "screened")
    }

    private func month(_ day: CivilDate) -> RollupKey {
        RollupKey(day: day, indicator: .personsOfMonth, dimension: "screened")
    }

    @Test func aPersonIsCountedOnceHoweverOftenSeen() throws {
        var days = PersonDays(stored: [:])
        for text in ["2026-03-05", "2026-03-05", "2026-03-09"] { days.add(1, of: person, on: try day(text)) }
        let first = try day("2026-03-05")
        #expect(amounts(days) == [ever(first): 1, month(first): 1])
    }

    @Test func aLateFactMovesTheFirstDay() throws {
        let (late, early) = (try day("2026-03-09"), try day("2026-03-05"))
        var days = PersonDays(stored: [person: [late: 1]])
        days.add(1, of: person, on: early)
        #expect(amounts(days) == [ever(late): -1, month(late): -1, ever(early): 1, month(early): 1])
        #expect(days.changes.map(\.day) == [early])
        #expect(days.changes.map(\.sightings) == [1])
    }

    @Test func eachMonthCountsAgainButEverDoesNot() throws {
        let (march, april) = (try day("2026-03-31"), try day("2026-04-01"))
        var days = PersonDays(stored: [person: [march: 2]])
        days.add(1, of: person, on: april)
        #expect(amounts(days) == [month(april): 1])
    }

    @Test func aWithdrawalGivesTheFirstDayBack() throws {
        let (first, second) = (try day("2026-03-05"), try day("2026-03-09"))
        var days = PersonDays(stored: [person: [first: 1, second: 1]])
        days.add(-1, of: person, on: first)
        #expect(amounts(days) == [ever(first): -1, month(first): -1, ever(second): 1, month(second): 1])
        #expect(days.changes.map(\.sightings) == [0])
    }

    @Test func aWithdrawalOfOneOfTwoOnTheSameDayChangesNoCount() throws {
        let first = try day("2026-03-05")
        var days = PersonDays(stored: [person: [first: 2]])
        days.add(-1, of: person, on: first)
        #expect(amounts(days) == [:])
        #expect(days.changes.map(\.sightings) == [1])
    }

    /// Applies random sightings and withdrawals in random batches, each starting from what the one before stored, and
    /// recounts from scratch at the end.
    @Test func equalsARecountOnRandomSequences() throws {
        var random = SeededRandom.fresh()
        for _ in 0..<200 {
            let people = (0..<3).map { _ in PersonKey(activity: .attended, subject: ResidentID(rawValue: random.uuid()))
            }
            var stored: [PersonKey: PersonDays.Sightings] = [:]
            var rollup: [RollupKey: Int64] = [:]
            var sightings: [(PersonKey, CivilDate)] = []
            for _ in 0..<6 {
                var steps: [(person: PersonKey, day: CivilDate, count: Int)] = []
                for _ in 0..<random.below(8) {
                    if !sightings.isEmpty, random.chance(40) {
                        let (person, day) = sightings.remove(at: random.below(sightings.count))
                        steps.append((person, day, -1))
                    } else {
                        let sighting = (
                            people[random.below(3)], CivilDate(daysSinceEpoch: 20_000 + Int64(random.below(130)))
                        )
                        sightings.append(sighting)
                        steps.append((sighting.0, sighting.1, 1))
                    }
                }
                var batch = PersonDays(stored: decisive(stored, for: steps.map { ($0.person, $0.day) }))
                for step in steps { batch.add(step.count, of: step.person, on: step.day) }
                var deltas = RollupDeltas()
                batch.contribute(to: &deltas)
                for (key, amount) in deltas.ordered { rollup[key, default: 0] += amount }
                for change in batch.changes { stored[change.person, default: [:]][change.day] = change.sightings }
            }
            let expected = naiveCount(sightings)
            #expect(rollup.filter { $0.value != 0 } == expected, "seed \(random.seed)")
        }
    }

    /// Only what the rules ask for: the days from the first changed month on, and one earlier day.
    private func decisive(
        _ stored: [PersonKey: PersonDays.Sightings], for changes: [(PersonKey, CivilDate)]
    ) -> [PersonKey: PersonDays.Sightings] {
        var since: [PersonKey: CivilDate] = [:]
        for (person, day) in changes { since[person] = min(since[person] ?? day, day).firstOfMonth }
        return stored.reduce(into: [:]) { decisive, entry in
            guard let since = since[entry.key] else { return }
            decisive[entry.key] = entry.value.filter { $0.key >= since }
            let earlier = entry.value.filter { $0.key < since && $0.value > 0 }.keys.max()
            if let earlier { decisive[entry.key]?[earlier] = entry.value[earlier] }
        }
    }

    private func naiveCount(_ sightings: [(PersonKey, CivilDate)]) -> [RollupKey: Int64] {
        var counted: [RollupKey: Int64] = [:]
        for (person, all) in Dictionary(grouping: sightings, by: \.0).mapValues({ $0.map(\.1) }) {
            let dimension = person.activity.rawValue
            if let first = all.min() {
                counted[RollupKey(day: first, indicator: .personsEver, dimension: dimension), default: 0] += 1
            }
            for (_, days) in Dictionary(grouping: all, by: \.firstOfMonth) {
                guard let first = days.min() else { continue }
                counted[RollupKey(day: first, indicator: .personsOfMonth, dimension: dimension), default: 0] += 1
            }
        }
        return counted
    }

    @Test func deltasComeInTheOrderOfTheTablesKeyWithoutZeros() throws {
        var deltas = RollupDeltas()
        let (first, second) = (try day("2026-03-05"), try day("2026-03-06"))
        deltas.add(1, to: RollupKey(day: second, indicator: .attendances, dimension: "b"))
        deltas.add(1, to: RollupKey(day: second, indicator: .attendances, dimension: "a"))
        deltas.add(1, to: RollupKey(day: first, indicator: .screeningsScored, dimension: ""))
        deltas.add(2, to: RollupKey(day: first, indicator: .feedbacks, dimension: ""))
        deltas.add(-2, to: RollupKey(day: first, indicator: .feedbacks, dimension: ""))
        #expect(deltas.ordered.map(\.key.dimension) == ["", "a", "b"])
        #expect(deltas.ordered.map(\.amount) == [1, 1, 1])
    }
}
