import DistrictConfig
import Foundation
import Funding
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

@testable import HubRuntime

/// What becomes of orders that nobody hears of, and of those that wait for a budget.
@Suite(.timeLimit(.minutes(5))) struct OrderUpkeepTests {
    private func perform(_ district: FundedDistrict, at now: Date = FixedClock.now) async {
        let database = district.database
        await DailyUpkeep(
            database: database.hub, identity: TestAccounts(database).context,
            funding: { database.configuration.fundingContext }, logger: TestDatabase.quietLogger
        ).perform(at: now)
    }

    private func follow(_ district: FundedDistrict, _ count: Int, fen: Int64) async throws {
        let facts = (0..<count).map { district.step(.accepted, "o\($0)", fen: fen) }
        let context = district.context
        _ = try await district.database.hub.withTransaction(as: .district) { connection in
            try await FollowOrders(context: context, at: FixedClock.now)(facts, on: connection)
        }
    }

    private func states(_ district: FundedDistrict) async throws -> [String] {
        try await district.database.texts(
            "SELECT concat_ws(' ', state, reason, count(*)) FROM order_funding GROUP BY state, reason ORDER BY 1")
    }

    @Test func reservationsThatNobodyUsesAreGivenBackPageAfterPage() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 100_000)
            try await follow(district, 450, fen: 100)
            let days = Double(district.context.funding.entity.reservationDays)
            await perform(district, at: FixedClock.now + days * 86_400 - 60)
            #expect(try await states(district) == ["reserved 450"])
            await perform(district, at: FixedClock.now + days * 86_400 + 60)
            #expect(try await states(district) == ["released expired 450"])
            #expect(try await district.standing() == [100_000, 0, 0, 0])
            #expect(try await district.proof() == [])
        }
    }

    @Test func whatNoBudgetSufficesForIsTriedOnceADayAndShownOnce() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 50)
            try await follow(district, 450, fen: 100)
            #expect(try await states(district) == ["unfunded budget-exhausted 450"])
            let shown = try await database.number("SELECT count(*) FROM order_funding_exception")
            #expect(shown == 450)
            for day in 0..<2 { await perform(district, at: FixedClock.now + Double(day) * 86_400) }
            #expect(try await states(district) == ["unfunded budget-exhausted 450"])
            #expect(try await database.number("SELECT count(*) FROM order_funding_exception") == shown)
            #expect(try await district.standing() == [50, 0, 0, 0])
        }
    }

    @Test func whatIsGivenBackPaysForThoseThatWait() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            try await district.follow(
                district.step(.accepted, "o1", fen: 900), district.step(.accepted, "o2", fen: 800),
                district.step(.verified, "o3", fen: 100))
            try await district.follow(district.step(.cancelled, "o1", fen: 900))
            await perform(district)
            #expect(try await district.standing() == [200, 800, 0, 0])
            let waiting = try await district.order("o3")
            #expect(waiting == ["unfunded not-accepted", "verified-unaccepted"], "a budget doesn't cure that")
            let told = try await database.texts(
                "SELECT event || ' ' || (fact_id IS NOT NULL) FROM funding_event WHERE order_id = 'o2'")
            #expect(told == ["order-accepted false"], "no fact told of the second try")
        }
    }

    @Test func moneyOfAMovePaysForTheOldestAndNotForOthers() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 10)
            let earlier = FixedClock.now - 3600
            try await district.follow(
                district.step(.accepted, "late", fen: 100),
                district.step(.accepted, "early", fen: 100, at: earlier),
                district.step(.accepted, "other", fen: 100, at: earlier, package: "no-such-package"))
            let whole = try #require(
                BudgetLine(fundingLine: district.line.fundingLine, year: district.line.fiscalYear))
            try await district.move(.appropriate(whole, document: "追加 1"), fen: 120)
            #expect(try await states(district).count == 2, "the district's own line pays for nobody")
            try await district.move(.allocate(from: whole, to: district.line), fen: 120)
            let early = try await district.order("early")
            let late = try await district.order("late")
            let other = try await district.order("other")
            #expect(early.first == "reserved" && late.first == "unfunded budget-exhausted")
            #expect(other.first == "unfunded unknown-package")
            #expect(try await district.standing() == [30, 100, 0, 0])
            try await district.move(.freeze(district.line, reason: "暂缓"), fen: 30)
            try await district.move(.appropriate(whole, document: "追加 2"), fen: 70)
            try await district.move(.allocate(from: whole, to: district.line), fen: 70)
            #expect(try await district.standing() == [70, 100, 0, 0])
            try await district.move(.unfreeze(district.line, reason: "恢复"), fen: 30)
            #expect(try await district.standing() == [0, 200, 0, 0])
            #expect(try await district.proof() == [])
        }
    }
}
