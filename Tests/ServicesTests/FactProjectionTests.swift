import Foundation
import HubModel
import Indicators
import TestSupport
import Testing

@testable import Services

@Suite struct FactProjectionTests {
    private func randomMeaning(_ random: inout SeededRandom, of people: [ResidentID]) throws -> FactMeaning {
        let given = FactRulesTests.valid[random.below(FactRulesTests.valid.count)]
        let data = given.data.replacing(#""o1""#, with: #""o\#(random.below(3))""#)
        return try Reading.meaning(
            given.kind, data, subject: people[random.below(people.count)],
            at: FixedClock.now + Double(random.below(90)) * 86_400)
    }

    @Test func addingAndWithdrawingIsNothing() throws {
        var random = SeededRandom.fresh()
        let people = (0..<4).map { _ in ResidentID(rawValue: random.uuid()) }
        for _ in 0..<200 {
            var projection = FactProjection()
            let meanings = try (0..<(1 + random.below(10))).map { _ in try randomMeaning(&random, of: people) }
            for meaning in meanings.shuffled(using: &random) { projection.add(meaning) }
            for meaning in meanings.shuffled(using: &random) { projection.withdraw(meaning) }
            let outcome = projection.outcome(from: .init())
            #expect(outcome.deltas.ordered.isEmpty, "seed \(random.seed)")
            #expect(outcome.persons.changes.isEmpty, "seed \(random.seed)")
            #expect(outcome.orders.changes.allSatisfy { $0.standing.state == nil }, "seed \(random.seed)")
            #expect(outcome.enrolments.changes.allSatisfy { $0.standing == EnrolmentStanding() }, "seed \(random.seed)")
        }
    }

    @Test func theDeltasOfPartsAddUpToTheWhole() throws {
        var random = SeededRandom.fresh()
        let people = (0..<3).map { _ in ResidentID(rawValue: random.uuid()) }
        for _ in 0..<100 {
            let meanings = try (0..<12).map { _ in try randomMeaning(&random, of: people) }
            var whole = FactProjection()
            for meaning in meanings { whole.add(meaning) }
            var parts: [RollupKey: Int64] = [:]
            var stored = FactProjection.Stored()
            for part in [meanings.prefix(5), meanings.dropFirst(5)] {
                var projection = FactProjection()
                for meaning in part { projection.add(meaning) }
                let outcome = projection.outcome(from: stored)
                for (key, amount) in outcome.deltas.ordered { parts[key, default: 0] += amount }
                for change in outcome.persons.changes {
                    stored.personDays[change.person, default: [:]][change.day] = change.sightings
                }
                for change in outcome.orders.changes { stored.orders[change.order] = change.standing }
                for change in outcome.enrolments.changes { stored.enrolments[change.enrolment] = change.standing }
            }
            let expected = whole.outcome(from: .init()).deltas.amounts
            #expect(parts.filter { $0.value != 0 } == expected.filter { $0.value != 0 }, "seed \(random.seed)")
        }
    }

    @Test func asksForEachPersonAndOrderOnce() throws {
        var projection = FactProjection()
        let person = ResidentID()
        for _ in 0..<3 { projection.add(try Reading.meaning(.orderDelivered, SampleData.order(), subject: person)) }
        projection.withdraw(try Reading.meaning(.orderDelivered, SampleData.order("o2"), subject: person))
        #expect(projection.persons.keys.elementsEqual([PersonKey(activity: .served, subject: person)]))
        #expect(Set(projection.orders) == ["o1", "o2"])
        #expect(projection.orders.count == 2)
    }
}
