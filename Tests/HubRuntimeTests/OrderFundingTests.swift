import Federation
import Foundation
import Funding
import HubModel
import HubRuntime
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// Money follows orders, and nothing is spent that isn't there.
@Suite(.timeLimit(.minutes(5))) struct OrderFundingTests {
    private func withDistrict(_ fen: Int64, _ body: @Sendable (FundedDistrict) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: fen)
            try await body(district)
            #expect(try await district.proof() == [])
        }
    }

    /// The worked example of the specification, as far as a service that is owed.
    @Test func anOrderReservesWhatItIsToCostAndOwesWhatItCost() async throws {
        try await withDistrict(1_000_000) { district in
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 12_000)) == 0)
            #expect(try await district.standing() == [988_000, 12_000, 0, 0])
            #expect(try await district.follow(district.step(.verified, "o1", fen: 10_500)) == 0)
            #expect(try await district.standing() == [989_500, 0, 10_500, 0])
            let o1 = try await district.order("o1")
            #expect(o1 == ["verified"])
            let vouchers = try await district.waiting()
            #expect(try await district.decide(vouchers) == [.numbered(1)])
            let balance = try await district.database.hub.withTransaction(as: .person(district.officer)) {
                try await ReadTrialBalance()(of: "financial", month: district.context.day(FixedClock.now), on: $0)
            }
            #expect(balance.map(\.code) == ["2302", "5001"])
            #expect(balance.map(\.closing) == [10_500, 10_500])
            let owners = try await district.database.texts(
                """
                SELECT DISTINCT coalesce(e.station_id, '') FROM ledger_entry e JOIN ledger_account a USING (account_id)
                WHERE a.ledger = 'financial'
                """)
            #expect(owners == [district.station.rawValue], "the station's manager sees its entries")
        }
    }

    @Test func ofManyAtOnceAsManyAreReservedAsTheBudgetSufficesFor() async throws {
        try await withDistrict(10 * 700) { district in
            let troubles = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<64 {
                    group.addTask { try await district.follow(district.step(.accepted, "o\(number)", fen: 700)) }
                }
                return try await group.reduce(0, +)
            }
            #expect(troubles == 54)
            #expect(try await district.standing() == [0, 7000, 0, 0])
            let states = try await district.database.texts(
                "SELECT state || ' ' || count(*) FROM order_funding GROUP BY state ORDER BY 1")
            #expect(states == ["reserved 10", "unfunded 54"])
        }
    }

    @Test func whatIsCancelledOrForgottenIsFreeAgain() async throws {
        try await withDistrict(1000) { district in
            let later = FixedClock.now.addingTimeInterval(61 * 86_400)
            try await district.follow(
                district.step(.accepted, "o1", fen: 400), district.step(.accepted, "o2", fen: 500),
                district.step(.cancelled, "o1", fen: 400))
            #expect(try await district.standing() == [500, 500, 0, 0])
            let context = district.context
            let released = try await district.database.hub.withTransaction(as: .district) { connection in
                try await ReleaseIdleReservations(context: context, at: later)(on: connection)
            }
            #expect(released.count == 1 && released.next == nil)
            #expect(try await district.standing() == [1000, 0, 0, 0])
            let o1 = try await district.order("o1")
            #expect(o1 == ["released cancelled"])
            let o2 = try await district.order("o2")
            #expect(o2 == ["released expired"])
        }
    }

    @Test func aServiceThatCameAfterAllTakesWhatIsLeft() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(district.step(.accepted, "o1", fen: 400))
            let later = FixedClock.now.addingTimeInterval(61 * 86_400)
            let context = district.context
            _ = try await district.database.hub.withTransaction(as: .district) { connection in
                try await ReleaseIdleReservations(context: context, at: later)(on: connection)
            }
            #expect(try await district.follow(district.step(.verified, "o1", fen: 300), at: later) == 0)
            #expect(try await district.standing() == [700, 0, 300, 0])
        }
    }

    @Test func moreThanWasReservedWaitsForANewReservation() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(district.step(.accepted, "o1", fen: 400))
            #expect(try await district.follow(district.step(.verified, "o1", fen: 450)) == 1)
            #expect(try await district.standing() == [600, 400, 0, 0])
            let o1 = try await district.order("o1")
            #expect(o1 == ["reserved", "above-reservation"])
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 450)) == 0)
            #expect(try await district.standing() == [550, 0, 450, 0])
        }
    }

    @Test func aNewReservationThatDoesNotSufficeLeavesTheOldOne() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(district.step(.accepted, "o1", fen: 400))
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 1001)) == 1)
            #expect(try await district.standing() == [600, 400, 0, 0])
            let o1 = try await district.order("o1")
            #expect(o1 == ["reserved", "budget-exhausted"])
        }
    }

    @Test func unfundedOrdersAreTriedAgainWhenThereIsMoney() async throws {
        try await withDistrict(300) { district in
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 400)) == 1)
            #expect(try await district.follow(district.step(.verified, "o1", fen: 390)) == 0)
            let o1 = try await district.order("o1")
            #expect(o1 == ["unfunded budget-exhausted", "budget-exhausted"])
            let whole = try #require(
                BudgetLine(fundingLine: district.line.fundingLine, year: district.line.fiscalYear))
            try await district.move(.appropriate(whole, document: "追加 1"), fen: 100)
            try await district.move(.allocate(from: whole, to: district.line), fen: 100)
            #expect(try await district.standing() == [10, 0, 390, 0])
            #expect(try await district.waiting().count == 1)
        }
    }

    @Test func stepsThatNoMoneyFollowsAreShown() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 100), district.step(.cancelled, "o1", fen: 100),
                district.step(.verified, "o1", fen: 100), district.step(.accepted, "o1", fen: 100))
            let o1 = try await district.order("o1")
            #expect(o1 == ["released cancelled", "accepted-after-cancel", "verified-after-cancel"])
            try await district.follow(
                district.step(.accepted, "o2", fen: 100), district.step(.verified, "o2", fen: 90),
                district.step(.verified, "o2", fen: 80), district.step(.cancelled, "o2", fen: 90))
            let o2 = try await district.order("o2")
            #expect(o2 == ["verified", "cancelled-after-verification", "verified-twice"])
            try await district.follow(district.step(.verified, "o3", fen: 70))
            let o3 = try await district.order("o3")
            #expect(o3 == ["unfunded not-accepted", "verified-unaccepted"])
            try await district.follow(district.step(.accepted, "o4", fen: 10, package: "no-such-package"))
            let o4 = try await district.order("o4")
            #expect(o4 == ["unfunded unknown-package", "unknown-package"])
            #expect(try await district.standing() == [910, 0, 90, 0])
        }
    }

    @Test func anOrderThatNowCostsNothingReservesNothing() async throws {
        try await withDistrict(1000) { district in
            try await district.follow(
                district.step(.accepted, "o1", fen: 100), district.step(.accepted, "o2", fen: 2000))
            #expect(
                try await district.follow(
                    district.step(.accepted, "o1", fen: 0), district.step(.accepted, "o2", fen: 0)) == 0)
            #expect(try await district.standing() == [1000, 0, 0, 0])
            #expect(try await district.order("o1") == ["released nothing-to-pay"])
            #expect(try await district.order("o2").first == "released nothing-to-pay")
            // Such as when the rate group ended before the service.
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 300)) == 0)
            #expect(try await district.standing() == [700, 300, 0, 0])
        }
    }

    @Test func withoutABudgetLineAnOrderIsLoudlyUnfunded() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            let nextYear = FixedClock.now.addingTimeInterval(400 * 86_400)
            let troubles = try await district.follow(
                district.step(.accepted, "o1", fen: 100, at: nextYear), at: nextYear)
            #expect(troubles == 1)
            let o1 = try await district.order("o1")
            #expect(o1 == ["unfunded no-budget-line", "no-budget-line"])
        }
    }

    @Test func theSameFactsAgainMoveNothing() async throws {
        try await withDistrict(1000) { district in
            let steps = [district.step(.accepted, "o1", fen: 100), district.step(.verified, "o1", fen: 90)]
            let first = try await district.follow(steps[0], steps[1])
            let second = try await district.follow(steps[0], steps[1])
            #expect(first + second == 0)
            #expect(try await district.standing() == [910, 0, 90, 0])
            #expect(try await district.waiting().count == 1)
        }
    }

    @Test func aClockThatIsWrongByAYearBooksOnTheDayTheHubHeard() async throws {
        try await withDistrict(1000) { district in
            let wrong = FixedClock.now.addingTimeInterval(365 * 86_400)
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 100, at: wrong)) == 0)
            let past = FixedClock.now.addingTimeInterval(-400 * 86_400)
            #expect(try await district.follow(district.step(.accepted, "o2", fen: 100, at: past)) == 0)
            let today = district.context.day(FixedClock.now)
            let booked = try await district.database.texts(
                "SELECT order_id || ' ' || day || ' ' || array_to_string(notes, ',') FROM funding_event WHERE order_id IS NOT NULL ORDER BY 1"
            )
            #expect(booked == ["o1 \(today) future", "o2 \(today.firstOfMonth) closed-month"])
        }
    }

    @Test func factsOfAStationReserveByThemselves() async throws {
        try await withDistrict(10_000) { district in
            var book = StationBook(district.station)
            let data =
                #"{"order":"o1","package":"\#(district.package)","item":"visit","amountFen":8000,"copaymentFen":1000}"#
            try book.record("order.placed", data)
            try book.record("order.accepted", data)
            try book.record("order.delivered", data)
            _ = try await district.database.send(book)
            try await district.database.applyEffects()
            #expect(try await district.standing() == [3000, 7000, 0, 0])
            try book.record("order.verified", data)
            _ = try await district.database.send(book)
            try await district.database.applyEffects()
            #expect(try await district.standing() == [3000, 0, 7000, 0])
        }
    }

    /// A fact's id tells the time by the station's clock, which may have been set back.
    @Test func stepsAreFollowedInTheOrderOfTheirChain() async throws {
        try await withDistrict(10_000) { district in
            var book = StationBook(district.station)
            let data =
                #"{"order":"o1","package":"\#(district.package)","item":"visit","amountFen":8000,"copaymentFen":0}"#
            for (hour, kind) in ["order.verified", "order.accepted", "order.placed"].enumerated().reversed() {
                try book.record(kind, data, at: FixedClock.now + Double(hour) * 3600)
            }
            _ = try await district.database.send(book)
            try await district.database.applyEffects()
            #expect(try await district.order("o1") == ["verified"])
        }
    }

    /// Two that took a page at once would share its rows, and follow the steps of one order out of their order.
    @Test func oneWorkerAtATimeFollowsTheQueue() async throws {
        try await withDistrict(10_000) { district in
            var book = StationBook(district.station)
            let data =
                #"{"order":"o1","package":"\#(district.package)","item":"visit","amountFen":8000,"copaymentFen":0}"#
            for kind in ["order.placed", "order.accepted", "order.verified"] { try book.record(kind, data) }
            _ = try await district.database.send(book)
            let database = district.database
            let other = try await database.hub.withTransaction(as: .district) { connection in
                try await connection.execute(EffectQueries.lock("order-money"))
                let other = Task { try await database.applyEffects() }
                let queue: Query = """
                    SELECT (SELECT count(*) FROM effect), (SELECT count(*) FROM pg_locks
                        WHERE locktype = 'advisory' AND NOT granted
                            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                    """
                var (left, waiting): (Int64, Int64) = (2, 0)
                while left > 0, waiting == 0 {
                    (left, waiting) = try await connection.first(queue, as: (Int64.self, Int64.self)) ?? (0, 0)
                }
                #expect(left == 2)
                return other
            }
            try await other.value
            #expect(try await district.order("o1") == ["verified"])
        }
    }
}
