import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// Vouchers: who approves them, and how they are numbered.
@Suite(.timeLimit(.minutes(5))) struct VoucherTests {
    /// A district with so many services that wait to be approved.
    private func withVouchers(
        _ count: Int, fen: Int64 = 100, _ body: @Sendable (FundedDistrict, [UUID]) async throws -> Void
    ) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: fen * Int64(count))
            for number in 0..<count {
                try await district.follow(
                    district.step(.accepted, "o\(number)", fen: fen), district.step(.verified, "o\(number)", fen: fen))
            }
            try await body(district, try await district.waiting())
            let found1 = try await district.proof()
            #expect(found1 == [])
        }
    }

    private func numbers(_ district: FundedDistrict) async throws -> [String] {
        try await district.database.texts(
            "SELECT number::text FROM voucher WHERE number IS NOT NULL ORDER BY voucher.number")
    }

    @Test func numbersRunWithoutGapsHoweverManyApproveAtOnce() async throws {
        try await withVouchers(24) { district, vouchers in
            await withTaskGroup(of: Void.self) { group in
                for (index, voucher) in vouchers.enumerated() {
                    group.addTask {
                        // Every third approval is rolled back after its number was given.
                        _ = try? await district.database.hub.withTransaction(
                            as: .person(district.officer), retry: .whenTransient()
                        ) { connection in
                            let outcomes = try await DecideVouchers(at: FixedClock.now)(
                                [voucher], .approve, by: district.officer.account, on: connection)
                            if index.isMultiple(of: 3) { throw MissingFixture(name: "a reason to go on") }
                            return outcomes
                        }
                    }
                }
            }
            #expect(try await numbers(district) == (1...16).map(String.init))
            let found2 = try await district.decide(try await district.waiting()).count
            #expect(found2 == 8)
            #expect(try await numbers(district) == (1...24).map(String.init))
        }
    }

    @Test func aLargeOneTakesTwoPeopleAlsoAtTheSameMoment() async throws {
        try await withVouchers(1, fen: 5_000_001) { district, vouchers in
            let outcomes = try await withThrowingTaskGroup(of: [DecideVouchers.Outcome].self) { group in
                for person in [district.officer, district.director] {
                    group.addTask { try await district.decide(vouchers, by: person) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(outcomes) == [.waits, .numbered(1)])
        }
    }

    @Test func onePersonDoesNotApproveTwice() async throws {
        try await withVouchers(1, fen: 5_000_001) { district, vouchers in
            let found3 = try await district.decide(vouchers)
            #expect(found3 == [.waits])
            await #expect(throws: FundingError.decidedAlready(vouchers[0])) { try await district.decide(vouchers) }
            let found4 = try await district.decide(vouchers, by: district.director)
            #expect(found4 == [.numbered(1)])
            await #expect(throws: FundingError.voucherSettled(vouchers[0])) {
                try await district.decide(vouchers, by: district.director)
            }
        }
    }

    @Test func whoPreparedItDoesNotApproveIt() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 100)
            let special = try #require(
                database.configuration.funding.lines.first { $0.source == .otherLevel })
            let line = try #require(BudgetLine(fundingLine: special.code, year: district.line.fiscalYear))
            try await district.move(.appropriate(line, document: "市财社 7"), fen: 900)
            let vouchers = try await district.waiting()
            #expect(vouchers.count == 1)
            await #expect(throws: FundingError.ownVoucher(vouchers[0])) { try await district.decide(vouchers) }
            let found5 = try await district.decide(vouchers, by: district.director)
            #expect(found5 == [.numbered(1)])
        }
    }

    @Test func whatIsRejectedNeverCounts() async throws {
        try await withVouchers(2) { district, vouchers in
            await #expect(throws: FundingError.reasonMissing) {
                try await district.decide([vouchers[0]], .reject(reason: " "))
            }
            let found6 = try await district.decide([vouchers[0]], .reject(reason: "附件缺失"))
            #expect(found6 == [.rejected])
            let found7 = try await district.decide([vouchers[1]])
            #expect(found7 == [.numbered(1)])
            let posted = try await district.database.texts(
                "SELECT sum(amount)::text FROM ledger_entry e JOIN ledger_account a USING (account_id) WHERE a.ledger = 'financial' AND side = 'debit'"
            )
            #expect(posted == ["100"])
        }
    }

    /// The rules stand in the database too, for whoever goes past the program.
    @Test func theDatabaseRefusesWhatTheProgramWouldNotAsk() async throws {
        try await withVouchers(1) { district, vouchers in
            let (voucher, officer) = (vouchers[0], district.officer)
            let attempts: [Query] = [
                "UPDATE voucher SET number = 7, state = 'approved' WHERE voucher_id = \(voucher)",
                "UPDATE voucher_series SET last_number = 7", "DELETE FROM voucher_decision",
                "UPDATE funding_event SET amounts = '{}'", "DELETE FROM ledger_transfer",
                "UPDATE ledger_account SET credits_posted = 0",
                """
                INSERT INTO voucher_decision (voucher_id, decided_by, prepared_by, decision, decided_at)
                VALUES (\(voucher), \(district.director.account),
                    '00000000-0000-0000-0000-000000000000', 'approved', now())
                """,
            ]
            for attempt in attempts {
                await #expect(throws: PostgresError.self, "\(attempt)") {
                    try await district.database.hub.withTransaction(as: .person(officer)) { connection in
                        _ = try await connection.execute(attempt)
                    }
                }
            }
        }
    }
}
