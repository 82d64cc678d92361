import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// The end of a year: what is left is carried over or lapses, revenue and cost are closed, and the new year goes on with it.
@Suite(.timeLimit(.minutes(5))) struct YearEndTests {
    /// 2026-12-31 and 2027-01-05, noon in the district.
    private static let december = Date(timeIntervalSince1970: 1_798_689_600)
    private static let january = Date(timeIntervalSince1970: 1_799_121_600)

    private func closeYear(_ district: FundedDistrict, at now: Date = december) async throws -> Int {
        let (context, officer) = (district.context, district.officer)
        return try await district.act(as: officer) { connection in
            try await CloseYear(context: context, at: now)(
                2026, event: UUID(version7At: now), by: officer.account, on: connection)
        }
    }

    private func carryOver(
        _ district: FundedDistrict, _ decision: CarryOverBudget.Decision = .carryOver, at now: Date = december
    ) async throws -> Int64 {
        let (context, officer, line) = (district.context, district.officer, district.line)
        return try await district.act(as: officer) { connection in
            try await CarryOverBudget(context: context, at: now)(
                line, decision, event: UUID(version7At: now), by: officer.account, on: connection)
        }
    }

    private func closeMonth(_ district: FundedDistrict, _ month: Int, at now: Date) async throws {
        let (context, day) = (district.context, try #require(CivilDate(year: 2026, month: month, day: 1)))
        _ = try await district.act(as: district.officer) { connection in
            try await CloseMonth(context: context, at: now)(day, on: connection)
        }
    }

    private func restore(_ district: FundedDistrict, at now: Date) async throws -> (BudgetLine, Int64) {
        let (context, officer, line) = (district.context, district.officer, district.line)
        let next = try #require(BudgetLine(fundingLine: line.fundingLine, year: 2027, station: line.station))
        let fen = try await district.act(as: officer) { connection in
            try await RestoreBudget(context: context, at: now)(
                line, into: next, event: UUID(version7At: now), by: officer.account, on: connection)
        }
        return (next, fen)
    }

    @Test func whatIsLeftGoesOnInTheNewYear() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 10_000)
            _ = try await district.paid(["o1": 500])
            try await closeMonth(district, 3, at: Self.december)
            await #expect(throws: PeriodError.yearNotOver(2026)) {
                _ = try await carryOver(district, at: FixedClock.now)
            }
            #expect(try await carryOver(district) == 9500)
            await #expect(throws: PeriodError.nothingLeft) { _ = try await carryOver(district) }
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.balance("1201") == 9500)
            #expect(try await closeYear(district) == 1)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            for code in ["4001", "5001", "3301", "3302"] { #expect(try await district.balance(code) == 0) }
            #expect(try await district.balance("3001") == 9500)
            for code in ["6001", "7101", "810102"] { #expect(try await district.balance(code, in: .budgetary) == 0) }
            #expect(try await district.balance("810103", in: .budgetary) == 9500)
            await #expect(throws: PeriodError.nothingToClose(2026)) { _ = try await closeYear(district) }

            let (next, restored) = try await restore(district, at: Self.january)
            #expect(restored == 9500)
            try await closeMonth(district, 12, at: Self.january)
            await #expect(throws: PeriodError.decemberNotOpen(2026)) {
                _ = try await closeYear(district, at: Self.january)
            }

            // A service of the new year is paid out of what was carried over.
            try await district.follow(
                district.step(.accepted, "n1", fen: 700, at: Self.january),
                district.step(.verified, "n1", fen: 700, at: Self.january), at: Self.january)
            _ = try await district.decide(try await district.waiting())
            let claim = try await district.claim(["n1"])
            #expect(claim.line == next)
            try await district.decide(claim.id)
            try await district.pay(claim.id, .paidFromCarryOver, at: Self.january)
            _ = try await district.decide(try await district.waiting(), by: district.director)
            #expect(try await district.balance("1201") == 8800)
            #expect(try await district.balance("800103", in: .budgetary) == 8800)
            #expect(try await district.balance("4001") == 0)
            #expect(try await district.proof() == [])
            #expect(try await district.findings(district.context.day(Self.january)) == [])
        }
    }

    @Test func whatLapsesIsGoneWithoutAnEntry() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            try await district.follow(district.step(.accepted, "o1", fen: 300))
            try await closeMonth(district, 3, at: Self.december)
            #expect(try await carryOver(district, .lapse) == 700)
            #expect(try await district.waiting().isEmpty)
            #expect(try await district.standing() == [0, 300, 0, 0], "what orders reserve stays with the line")
            await #expect(throws: PeriodError.nothingLeft) { _ = try await restore(district, at: Self.january) }
        }
    }

    @Test func theYearIsClosedWhenItsMonthsAreAndNothingWaits() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            try await district.owe(["o1": 400])
            await #expect(throws: PeriodError.earlierOpen) { _ = try await closeYear(district) }
            try await closeMonth(district, 3, at: Self.december)
            #expect(try await carryOver(district) == 600)
            await #expect(throws: PeriodError.vouchersWait(count: 1)) { _ = try await closeYear(district) }
        }
    }
}
