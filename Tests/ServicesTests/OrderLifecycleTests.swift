import Foundation
import HubModel
import TestSupport
import Testing

@testable import Indicators
@testable import Services

@Suite struct OrderLifecycleTests {
    struct Step: Sendable {
        var kind: OrderStepKind
        var day: CivilDate
        var fen: Int64
    }

    private func step(_ kind: OrderStepKind, _ day: Int64, _ fen: Int64 = 100) -> Step {
        Step(kind: kind, day: CivilDate(daysSinceEpoch: 20_000 + day), fen: fen)
    }

    private func apply(_ step: Step, _ count: Int, to orders: inout OrderLifecycle) {
        orders.apply(
            OrderReading(order: "o", step: step.kind, package: "p", item: "i", amountFen: step.fen), on: step.day,
            count: count)
    }

    private func amounts(_ orders: OrderLifecycle) -> [RollupKey: Int64] {
        var deltas = RollupDeltas()
        orders.contribute(to: &deltas)
        return deltas.amounts.filter { $0.value != 0 }
    }

    @Test(
        arguments: [
            ([.placed], .placed), ([.placed, .accepted], .accepted), ([.placed, .accepted, .delivered], .delivered),
            ([.placed, .delivered], .delivered), ([.placed, .cancelled], .cancelled),
            ([.placed, .accepted, .cancelled], .cancelled), ([.delivered, .cancelled], .cancelled),
            ([.verified, .cancelled], .verified), ([.delivered], .delivered),
        ] as [([OrderStepKind], OrderStepKind)])
    func theFurthestStepDecides(_ kinds: [OrderStepKind], _ state: OrderStepKind) throws {
        for kinds in [kinds, kinds.reversed()] {
            var orders = OrderLifecycle(stored: [:])
            for (number, kind) in kinds.enumerated() { apply(step(kind, Int64(number)), 1, to: &orders) }
            #expect(orders.changes.map(\.standing.state) == [state])
        }
    }

    @Test func anOrderIsCountedOnTheDayItWasPlaced() {
        var orders = OrderLifecycle(stored: [:])
        apply(step(.delivered, 1, 300), 1, to: &orders)
        apply(step(.placed, 5, 200), 1, to: &orders)
        let placed = CivilDate(daysSinceEpoch: 20_005)
        #expect(
            amounts(orders) == [
                RollupKey(day: placed, indicator: .orderStates, dimension: "delivered"): 1,
                RollupKey(day: placed, indicator: .orderAmounts, dimension: "delivered"): 300,
            ])
    }

    @Test func aWithdrawnOrderCountsNowhere() throws {
        var first = OrderLifecycle(stored: [:])
        apply(step(.placed, 1), 1, to: &first)
        let stored = try #require(first.changes.first?.standing)
        var second = OrderLifecycle(stored: ["o": stored])
        apply(step(.placed, 1), -1, to: &second)
        #expect(second.changes.map(\.standing.state) == [nil])
        #expect(amounts(second).mapValues { -$0 } == amounts(first))
    }

    @Test func whatIsStoredReadsBack() throws {
        var orders = OrderLifecycle(stored: [:])
        for step in [step(.placed, 1), step(.placed, 1), step(.accepted, 2, 0), step(.verified, 3, 100_000_000)] {
            apply(step, 1, to: &orders)
        }
        let standing = try #require(orders.changes.first?.standing)
        #expect(standing.stored.count == 4)
        #expect(OrderStanding(stored: standing.stored) == standing)
    }

    @Test func aStepSaysWhichFactTellsOfIt() throws {
        var orders = OrderLifecycle(stored: [:])
        let source = OrderSource(origin: .hub, epoch: 1, seq: 7, occurredAt: 1_772_424_000)
        var reading = OrderReading(order: "o", step: .placed, package: "a package/one", item: "i", amountFen: 100)
        reading.source = source
        let day = CivilDate(daysSinceEpoch: 20_000)
        orders.apply(reading, on: day, count: 1)
        let standing = try #require(orders.changes.first?.standing)
        let read = OrderStanding(stored: standing.stored)
        #expect(read == standing)
        #expect(read.steps.first?.source == source)
        #expect(read.package == "a package/one")
        #expect(read.span?.lowerBound == Date(timeIntervalSince1970: 1_772_424_000))
        #expect(!standing.stored.contains { $0.contains(" ") })
    }

    /// Any order of arrival, any batches, with corrections in between: the same standing and the same roll-up.
    @Test func orderOfArrivalDoesNotMatter() {
        var random = SeededRandom.fresh()
        for _ in 0..<300 {
            let kept = (0..<(1 + random.below(6))).map { _ in randomStep(&random) }
            let withdrawn = (0..<random.below(3)).map { _ in randomStep(&random) }
            let reference = run(kept.map { ($0, 1) }, &random)
            var events: [(Step, Int)] = kept.map { ($0, 1) }
            // A withdrawal always comes behind what it withdraws.
            for step in withdrawn {
                let place = random.below(events.count + 1)
                events.insert((step, 1), at: place)
                events.insert((step, -1), at: place + 1 + random.below(events.count - place))
            }
            let shuffled = run(events, &random)
            #expect(shuffled.0 == reference.0, "seed \(random.seed)")
            #expect(shuffled.1 == reference.1, "seed \(random.seed)")
        }
    }

    private func randomStep(_ random: inout SeededRandom) -> Step {
        step(OrderStepKind.allCases[random.below(5)], Int64(random.below(4)), Int64(random.below(3)) * 100)
    }

    /// Applies events in random batches, each from what the one before stored.
    private func run(_ events: [(Step, Int)], _ random: inout SeededRandom) -> ([String], [RollupKey: Int64]) {
        var stored: [String: OrderStanding] = [:]
        var rollup: [RollupKey: Int64] = [:]
        var rest = events[...]
        while !rest.isEmpty {
            var batch = OrderLifecycle(stored: stored)
            for (step, count) in rest.prefix(1 + random.below(4)) {
                apply(step, count, to: &batch)
                rest.removeFirst()
            }
            for (key, amount) in amounts(batch) { rollup[key, default: 0] += amount }
            for change in batch.changes { stored[change.order] = OrderStanding(stored: change.standing.stored) }
        }
        return (stored["o"]?.stored ?? [], rollup.filter { $0.value != 0 })
    }
}
