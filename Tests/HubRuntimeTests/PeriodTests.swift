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

/// Months close when the books prove themselves, and nothing is booked in them afterwards.
@Suite(.timeLimit(.minutes(5))) struct PeriodTests {
    private static let nextMonth = FixedClock.now.addingTimeInterval(31 * 86_400)

    private func withDistrict(_ body: @Sendable (FundedDistrict, CivilDate) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 10_000)
            try await body(district, district.context.day(FixedClock.now).firstOfMonth)
            #expect(try await district.proof() == [])
        }
    }

    @discardableResult
    private func close(
        _ district: FundedDistrict, _ month: CivilDate, by person: Principal.Acting? = nil, at now: Date = nextMonth
    ) async throws -> PeriodProof {
        let context = district.context
        return try await district.act(as: person ?? district.officer) { connection in
            try await CloseMonth(context: context, at: now)(month, on: connection)
        }
    }

    private func ask(
        _ district: FundedDistrict, _ month: CivilDate, id: UUID = UUID(), reason: String = "补记一张凭证"
    ) async throws {
        let officer = district.officer
        try await district.act(as: officer) { connection in
            try await ReopenMonth(at: Self.nextMonth).ask(
                month, reason: reason, request: id, by: officer.account, on: connection)
        }
    }

    private func confirm(_ district: FundedDistrict, _ id: UUID, by person: Principal.Acting) async throws -> CivilDate
    {
        try await district.act(as: person) { try await ReopenMonth(at: Self.nextMonth).confirm(id, on: $0) }
    }

    @Test func aMonthThatProvesItselfCloses() async throws {
        try await withDistrict { district, month in
            _ = try await district.paid(["o1": 500])
            try await district.owe(["o2": 300])
            try await district.follow(district.step(.accepted, "o3", fen: 200))
            let proof = try await close(district, month)
            #expect(proof.findings == [])
            #expect(proof.openReservations == 1)
            #expect(proof.openReservationsFen == 200)
            #expect(proof.trials.map(\.debits) == [1300, 500])
            let line = district.line.fundingLine
            let figures = proof.agreements.filter { $0.fundingLine == line }.map { [$0.control, $0.books] }
            #expect(figures == [[300, 300], [500, 500]])
            let period = try await district.act(as: district.officer) { try await ReadPeriods()(on: $0).last }
            #expect(period?.isOpen == false)
            #expect(period?.closing?.proof == proof)
            #expect(period?.closing?.by == district.officer.account)
        }
    }

    @Test func whatWaitsKeepsTheMonthOpen() async throws {
        try await withDistrict { district, month in
            await #expect(throws: PeriodError.notOver(month)) {
                try await close(district, month, at: FixedClock.now)
            }
            try await district.follow(
                district.step(.accepted, "o1", fen: 500), district.step(.verified, "o1", fen: 500))
            await #expect(throws: PeriodError.vouchersWait(count: 1)) { try await close(district, month) }
            _ = try await district.decide(try await district.waiting())
            try await close(district, month)
            await #expect(throws: PeriodError.notOpen(month)) { try await close(district, month) }
        }
    }

    /// What happened in a closed month is booked in the open one, with a note; nothing gets into the closed one by any path.
    @Test func nothingIsBookedInAClosedMonth() async throws {
        try await withDistrict { district, month in
            try await close(district, month)
            #expect(try await district.follow(district.step(.accepted, "o1", fen: 100), at: Self.nextMonth) == 0)
            let booked = try await district.database.texts(
                "SELECT day || ' ' || array_to_string(notes, ',') FROM funding_event WHERE order_id = 'o1'")
            #expect(booked == ["2026-04-01 closed-month"])
            let officer = district.officer
            for statement in [
                """
                INSERT INTO funding_event (event_id, event, occurred_at, day, amounts, recorded_at)
                VALUES (gen_random_uuid(), 'x', now(), '2026-03-05', '{}', now())
                """, "UPDATE accounting_period SET state = 'open', closed_at = NULL",
                "SELECT reopen_period(gen_random_uuid(), now())",
            ] {
                await #expect(throws: PostgresError.self) {
                    try await district.act(as: officer) { try await $0.execute("\(unescaped: statement)") }
                }
            }
        }
    }

    /// Somebody books while the month is being closed: the close waits, or the booking goes into the next month.
    @Test func closingAndBookingAtOnceLeaveNothingBetweenThem() async throws {
        try await withDistrict { district, month in
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        _ = try? await district.follow(
                            district.step(.accepted, "o\(number)", fen: 10),
                            district.step(.verified, "o\(number)", fen: 10),
                            at: Self.nextMonth)
                    }
                }
                group.addTask { _ = try? await close(district, month) }
            }
            let state = try await district.database.texts(
                "SELECT state FROM accounting_period WHERE month = '2026-03-01'")
            let waiting = try await district.database.texts(
                "SELECT DISTINCT month::text FROM voucher WHERE state = 'waiting' ORDER BY 1")
            #expect(state == ["closed"] ? !waiting.contains("2026-03-01") : waiting.contains("2026-03-01"))
        }
    }

    @Test func aClosedMonthIsOpenedByTwoPeopleWithAReason() async throws {
        try await withDistrict { district, month in
            let id = UUID()
            await #expect(throws: PeriodError.notClosed(month)) { try await ask(district, month) }
            try await close(district, month)
            await #expect(throws: FundingError.reasonMissing) { try await ask(district, month, reason: " ") }
            try await ask(district, month, id: id)
            await #expect(throws: PeriodError.requestWaits) { try await ask(district, month) }
            await #expect(throws: PeriodError.ownRequest) {
                _ = try await confirm(district, id, by: district.officer)
            }
            #expect(try await confirm(district, id, by: district.director) == month)
            await #expect(throws: PeriodError.requestNotFound) {
                _ = try await confirm(district, id, by: district.director)
            }
            try await close(district, month, at: Self.nextMonth.addingTimeInterval(60))
        }
    }

    @Test func monthsCloseInTheirOrderAndOpenInTheOther() async throws {
        try await withDistrict { district, march in
            let may = FixedClock.now.addingTimeInterval(70 * 86_400)
            try await district.follow(district.step(.accepted, "o1", fen: 10, at: Self.nextMonth), at: Self.nextMonth)
            let april = try #require(march.adding(months: 1))
            await #expect(throws: PeriodError.earlierOpen) { try await close(district, april, at: may) }
            try await close(district, march, at: may)
            try await close(district, april, at: may)
            let id = UUID()
            try await ask(district, march, id: id)
            await #expect(throws: PeriodError.laterClosed) {
                _ = try await confirm(district, id, by: district.director)
            }
        }
    }

    @Test func booksThatDoNotAgreeStayOpen() async throws {
        try await withDistrict { district, month in
            try await district.owe(["o1": 300])
            // Somebody with the server's own rights changes a sum.
            try await district.database.asAdministrator { connection in
                _ = try await connection.rows(
                    """
                    UPDATE ledger_account SET credits_posted = credits_posted + 1
                    WHERE ledger = 'financial' AND code = '2302'
                    """)
            }
            do {
                try await close(district, month)
                Issue.record("closed with wrong books")
            } catch let PeriodError.unproven(proof) {
                #expect(proof.findings.contains(.unbalanced(book: "financial")))
                #expect(proof.findings.contains(.account(book: "financial", code: "2302")))
            }
            try await district.database.asAdministrator { connection in
                _ = try await connection.rows(
                    """
                    UPDATE ledger_account SET credits_posted = credits_posted - 1
                    WHERE ledger = 'financial' AND code = '2302'
                    """)
            }
        }
    }

    @Test func onlyMoneyPeopleCloseMonths() async throws {
        try await withDistrict { district, month in
            for role in [Role.auditor, .brandOperator] {
                let person = Principal.Acting(account: UUID(), assignment: try .bureau(role))
                await #expect(throws: PostgresError.self) { try await close(district, month, by: person) }
            }
            await #expect(throws: PostgresError.self) { try await close(district, month, by: district.manager) }
        }
    }
}
