import DistrictConfig
import Foundation
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

@testable import Funding

/// Statements that are imported, matched with posted vouchers and brought together with the books.
@Suite(.timeLimit(.minutes(5))) struct BankReconciliationTests {
    /// A district whose bank account received 1,000, 2,500 and 700 yuan on the second of March, as 记-1 to 记-3.
    private static func withBank(
        _ body: @Sendable (FundedDistrict, BankAccount) async throws -> Void
    ) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1000)
            let special = try #require(database.configuration.funding.lines.first { $0.source == .otherLevel })
            let line = try #require(BudgetLine(fundingLine: special.code, year: district.line.fiscalYear))
            for (number, fen) in [Int64(100_000), 250_000, 70_000].enumerated() {
                try await district.move(.appropriate(line, document: "市财社 \(number + 1)"), fen: fen)
                for voucher in try await district.waiting() {
                    _ = try await district.decide([voucher], by: district.director)
                }
            }
            let account = try #require(BankAccount.all(of: district.context.funding).first { $0.code == "1002" })
            try await body(district, account)
            #expect(try await district.proof() == [])
        }
    }

    private static let today = CivilDate(daysSinceEpoch: 20_514)  // 2026-03-02

    private static func file(_ lines: String..., opening: Int64? = 0) throws -> (BankStatementFile, [UInt8]) {
        let bytes = Array(("日期,收入,支出,凭证号,摘要\n" + lines.map { $0 + "\n" }.joined()).utf8)
        return (try BankStatementFile(bytes: bytes, today: today, opening: opening), bytes)
    }

    private static func load(
        _ file: (BankStatementFile, [UInt8]), _ account: BankAccount, _ district: FundedDistrict,
        by person: Principal.Acting? = nil
    ) async throws -> ImportBankStatement.Outcome {
        let person = person ?? district.officer
        return try await district.database.hub.withTransaction(as: .person(person)) { connection in
            try await ImportBankStatement(at: FixedClock.now)(
                file.0, bytes: file.1, of: account, by: person.account, on: connection)
        }
    }

    private static func match<Value: Sendable>(
        _ district: FundedDistrict,
        _ body: @escaping @Sendable (MatchBankLines, UUID, isolated Connection) async throws -> Value
    ) async throws -> Value {
        let (officer, funding) = (district.officer, district.context.funding)
        return try await district.database.hub.withTransaction(as: .person(officer)) { connection in
            try await body(MatchBankLines(funding: funding, at: FixedClock.now), officer.account, connection)
        }
    }

    private static func reconciliation(
        _ account: BankAccount, _ district: FundedDistrict, on day: CivilDate = today
    ) async throws -> BankReconciliation? {
        let funding = district.context.funding
        return try await district.database.hub.withTransaction(
            as: .person(district.officer), isolation: .repeatableRead, readOnly: true
        ) { try await ReadBankReconciliation(funding: funding)(of: account, on: day, on: $0) }
    }

    @Test func aFileIsImportedOnceAndALineOfTwoFilesToo() async throws {
        try await Self.withBank { district, account in
            let first = try Self.file("2026-03-01,1000.00,,市财社 1,来款", "2026-03-02,,3.00,,手续费")
            let outcome = try await Self.load(first, account, district)
            #expect(outcome.lines == 2 && outcome.added == 2 && !outcome.isKnown)
            let again = try await Self.load(first, account, district)
            #expect(again.isKnown && again.added == 0 && again.statement == outcome.statement)
            let longer = try Self.file(
                "2026-03-01,1000.00,,市财社 1,来款", "2026-03-02,,3.00,,手续费", "2026-03-02,,3.00,,手续费")
            let overlapping = try await Self.load(longer, account, district)
            #expect(overlapping.lines == 3 && overlapping.added == 1)
            let stored = try await district.database.number("SELECT count(*) FROM bank_line")
            #expect(stored == 3)
        }
    }

    @Test func whatIsClearIsMatchedAndTheRestIsListed() async throws {
        try await Self.withBank { district, account in
            _ = try await Self.load(
                try Self.file("2026-03-01,1000.00,,市财社 1,来款", "2026-03-02,2500.00,,,来款", "2026-03-02,,3.00,,手续费"),
                account, district)
            #expect(
                try await Self.match(district) { try await $0.find(in: account, today: Self.today, by: $1, on: $2) }
                    == 2)
            let again = try await Self.match(district) {
                try await $0.find(in: account, today: Self.today, by: $1, on: $2)
            }
            #expect(again == 0)
            let found = try #require(try await Self.reconciliation(account, district))
            #expect(found.lines.map(\.fen) == [-300])
            #expect(found.vouchers.map(\.number) == ["记-3"] && found.vouchers.map(\.fen) == [70_000])
            #expect(found.bankFen == 349_700 && found.booksFen == 420_000)
            #expect(found.adjustedBankFen == 419_700 && found.adjustedBooksFen == 419_700 && found.differenceFen == 0)
            // On the day before, the bank had what the books had not.
            let before = try #require(
                try await Self.reconciliation(account, district, on: CivilDate(daysSinceEpoch: 20_513)))
            #expect(before.lines.map(\.fen) == [100_000] && before.vouchers.isEmpty && before.differenceFen == 0)
        }
    }

    @Test func aPersonMatchesOneSumAndUndoesItInTheOwnName() async throws {
        try await Self.withBank { district, account in
            _ = try await Self.load(
                try Self.file("2026-03-02,3200.00,,,合并来款", "2026-03-02,5.00,,,误入", "2026-03-02,,5.00,,退回"), account,
                district)
            let open = try #require(try await Self.reconciliation(account, district))
            let lines = Dictionary(uniqueKeysWithValues: open.lines.map { ($0.fen, $0.id) })
            let vouchers = Dictionary(uniqueKeysWithValues: open.vouchers.map { ($0.number, $0.id) })
            let (joint, two) = (Set([lines[320_000]!]), Set([vouchers["记-2"]!, vouchers["记-3"]!]))
            let choose = { @Sendable (lines: Set<UUID>, vouchers: Set<UUID>) in
                try await Self.match(district) {
                    try await $0.choose(
                        lines: lines, vouchers: vouchers, in: account, today: Self.today, by: $1, on: $2)
                }
            }
            await #expect(throws: FundingError.matchUnequal(bankFen: 320_000, booksFen: 100_000)) {
                try await choose(joint, [vouchers["记-1"]!])
            }
            await #expect(throws: FundingError.matchIncomplete) { try await choose(joint, []) }
            try await choose(joint, two)
            await #expect(throws: FundingError.matchedAlready) { try await choose(joint, two) }
            try await choose([lines[500]!, lines[-500]!], [])
            let funding = district.context.funding
            let matches = try await district.database.hub.withTransaction(as: .person(district.officer)) {
                try await ReadBankReconciliation(funding: funding).matches(
                    in: account, on: Self.today...Self.today, on: $0)
            }
            #expect(matches.map(\.numbers).sorted { $0.count < $1.count } == [[], ["记-2", "记-3"]])
            #expect(matches.allSatisfy { $0.isChosen && $0.by == district.officer.account })
            let match = try #require(matches.first { $0.vouchers.count == 2 })
            try await Self.match(district) { try await $0.undo(match.id, by: $1, on: $2) }
            await #expect(throws: FundingError.matchNotFound) {
                try await Self.match(district) { try await $0.undo(match.id, by: $1, on: $2) }
            }
            let kept = try await district.database.texts(
                "SELECT undone_by::text FROM bank_match WHERE undone_at IS NOT NULL")
            #expect(kept == [district.officer.account.uuidString.lowercased()])
            try await choose(joint, two)
        }
    }

    @Test func atTheSameMomentOneOfTwoMatches() async throws {
        try await Self.withBank { district, account in
            _ = try await Self.load(try Self.file("2026-03-02,1000.00,,,来款"), account, district)
            let counts = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let count = try? await Self.match(district) {
                            try await $0.find(in: account, today: Self.today, by: $1, on: $2)
                        }
                        return count ?? 0
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(counts == 1)
        }
    }

    @Test func onlyTheFinanceOfficerImportsAndNobodyElseReads() async throws {
        try await Self.withBank { district, account in
            let auditor = Principal.Acting(account: UUID(), assignment: try .bureau(.auditor))
            let file = try Self.file("2026-03-02,1000.00,,,来款")
            for person in [auditor, district.director] {
                await #expect(throws: PostgresError.self) {
                    _ = try await Self.load(file, account, district, by: person)
                }
            }
            _ = try await Self.load(file, account, district)
            let operatorOfBrand = Principal.Acting(account: UUID(), assignment: try .bureau(.brandOperator))
            for (person, seen) in [(auditor, 1), (district.director, 1), (operatorOfBrand, 0)]
                as [(Principal.Acting, Int)]
            {
                let rows = try await district.database.hub.withTransaction(as: .person(person)) {
                    try await $0.rows("SELECT line_id FROM bank_line").count
                }
                #expect(rows == seen)
            }
        }
    }
}
