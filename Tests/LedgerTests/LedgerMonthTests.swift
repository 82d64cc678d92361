import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// What accounts stood at when months began, whatever the order in which days come.
@Suite(.timeLimit(.minutes(5))) struct LedgerMonthTests {
    private static func day(_ month: Int) -> CivilDate { CivilDate(year: 2026, month: month, day: 15) ?? Books.day }

    /// Opening credits and credits of the granted account in each month.
    private func granted(_ months: ClosedRange<Int>, _ database: TestDatabase) async throws -> [[Int64]] {
        try await database.hub.withTransaction(as: .district) { connection in
            var found: [[Int64]] = []
            for month in months {
                let lines = try await ReadTrialBalance()(of: "control", month: Self.day(month), on: connection)
                let line = lines.first { $0.code == "granted" }
                found.append([line?.openingCredits ?? 0, line?.credits ?? 0])
            }
            return found
        }
    }

    @Test(arguments: [[3, 5, 4, 1, 4], [5, 4, 3, 1, 4], [1, 3, 4, 4, 5]]) func eachMonthBeginsWithAllThatWasBefore(
        _ order: [Int]
    ) async throws {
        try await TestDatabase.with(stations: 1) { database in
            for month in order {
                _ = try await database.record([Books.event(Books.grant(Int64(month)), day: Self.day(month))])
            }
            #expect(try await granted(1...6, database) == [[0, 1], [1, 0], [1, 3], [4, 8], [12, 5], [17, 0]])
            #expect(try await database.proof() == [])
        }
    }

    @Test func aBatchOfSeveralMonthsIsJudgedInItsOwnOrder() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let late = Books.event(Books.grant(100), day: Self.day(4))
            let early = Books.event(Books.spend(60), day: Self.day(3))
            let back = Books.event(
                Books.spend(60, .reversal(of: TransferID(event: early.id))), day: Self.day(2))
            let pending = Books.event(Books.spend(30, .pending(expires: nil)), day: Self.day(5))
            let settled = Books.event(Books.spend(20, .post(TransferID(event: pending.id))), day: Self.day(1))
            let results = try await database.record([late, early, back, pending, settled])
            #expect(results == Array(repeating: .recorded, count: 5))
            #expect(try await database.proof() == [])
        }
    }

    @Test func aMonthWhoseTransfersCancelOutHasAnOpeningToo() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(100), day: Self.day(2))])
            let spent = Books.event(Books.spend(60))
            let back = Books.event(Books.spend(60, .reversal(of: TransferID(event: spent.id))))
            #expect(try await database.record([spent, back]) == [.recorded, .recorded])
            #expect(try await database.proof() == [])
        }
    }

    @Test func aProofFindsAnOpeningThatNothingWasPostedFor() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(100))])
            try await database.asAdministrator { connection in
                _ = try await connection.execute(
                    "INSERT INTO ledger_month VALUES (\(Books.granted.key.id.rawValue), '2026-02-01', 7, 0, NULL)")
            }
            let findings = try await database.proof()
            #expect(findings.map(\.part) == [.month])
            #expect(findings.first?.proven == ["0", "0"])
        }
    }
}
