import DistrictConfig
import Foundation
import Funding
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// Books and trial balances that are read from what a workload stored.
@Suite(.timeLimit(.minutes(5))) struct StoredBookTests {
    static let months = 4

    static func withWorkload(
        _ body: @Sendable (FundedDistrict, SeededRandom) async throws -> Void
    ) async throws {
        try await TestDatabase.with(stations: 3) { database in
            let random = SeededRandom.fresh()
            var workload = try await FundingWorkload(database, stations: 3, random: random)
            try await workload.run(months: months, ordersAMonth: 12)
            let district = try #require(workload.districts.first)
            let approved = try await district.database.texts(
                "SELECT v.voucher_id::text FROM voucher v WHERE state = 'approved' ORDER BY v.day, v.number LIMIT 3")
            for voucher in approved.compactMap({ UUID(uuidString: $0) }) { try await district.takeBack(voucher) }
            #expect(try await district.proof() == [])
            try await body(district, random)
        }
    }

    private static func read(
        _ book: FundingBook, _ days: ClosedRange<CivilDate>, _ district: FundedDistrict
    ) async throws -> BookExport {
        let funding = district.context.funding
        return try await district.database.hub.withTransaction(
            as: .person(district.officer), isolation: .repeatableRead, readOnly: true
        ) { try await ReadBook(funding: funding)(book, on: days, language: .zh, on: $0) }
    }

    private static func balances(
        _ book: FundingBook, month: CivilDate, _ district: FundedDistrict
    ) async throws -> [TrialBalanceLine] {
        try await district.database.hub.withTransaction(as: .district, readOnly: true) {
            try await ReadTrialBalance()(of: book.rawValue, month: month, on: $0)
        }
    }

    /// Opening and closing of each account of an export, those without any left out.
    private static func sums(_ book: BookExport) -> (opening: [String: Int64], closing: [String: Int64]) {
        var opening: [String: Int64] = [:]
        for balance in book.opening?.balances ?? [] { opening[balance.account, default: 0] += balance.amountFen }
        var closing = opening
        for line in book.transactions.flatMap(\.lines) { closing[line.account, default: 0] += line.amountFen }
        return (opening.filter { $0.value != 0 }, closing.filter { $0.value != 0 })
    }

    @Test func everyMonthOfAnExportIsTheLedgersOwn() async throws {
        try await Self.withWorkload { district, random in
            for book in FundingBook.allCases {
                var month = district.context.day(FixedClock.now).firstOfMonth
                for _ in 0..<Self.months {
                    let next = try #require(month.adding(months: 1))
                    let last = try #require(next.adding(days: -1))
                    let export = try await Self.read(book, month...last, district)
                    #expect(book == .budgetary || !export.transactions.isEmpty, "seed \(random.seed)")
                    let lines = try await Self.balances(book, month: month, district)
                    let opening = lines.map { ($0.code, $0.openingDebits - $0.openingCredits) }.filter { $0.1 != 0 }
                    let closing = lines.map { ($0.code, $0.openingDebits - $0.openingCredits + $0.debits - $0.credits) }
                        .filter { $0.1 != 0 }
                    let sums = Self.sums(export)
                    #expect(sums.opening == Dictionary(uniqueKeysWithValues: opening), "seed \(random.seed), \(month)")
                    #expect(sums.closing == Dictionary(uniqueKeysWithValues: closing), "seed \(random.seed), \(month)")
                    // What a month opens with in its middle is what the first half closed with.
                    let middle = try #require(month.adding(days: 13))
                    let half = try await Self.read(book, month...middle, district)
                    let rest = try await Self.read(book, try #require(middle.adding(days: 1))...last, district)
                    #expect(Self.sums(half).closing == Self.sums(rest).opening, "seed \(random.seed), \(middle)")
                    month = next
                }
            }
        }
    }

    @Test func trialBalancesSumUpDetailsUnderTheirParents() async throws {
        try await Self.withWorkload { district, random in
            let (first, funding) = (district.context.day(FixedClock.now).firstOfMonth, district.context.funding)
            let end = try #require(first.adding(months: Self.months)?.adding(days: -1))
            for book in FundingBook.allCases {
                let whole = try await Self.read(book, first...end, district)
                for number in 0..<Self.months {
                    let month = try #require(first.adding(months: number))
                    let balance = try await district.database.hub.withTransaction(
                        as: .person(district.officer), isolation: .repeatableRead, readOnly: true
                    ) { try await ReadBookBalance(funding: funding)(book, month: month, on: $0) }
                    #expect(balance.differenceFen == 0)
                    let expected = Dictionary(
                        uniqueKeysWithValues: TrialBalance.rows(of: whole, period: balance.period).map {
                            ($0.accountCode, $0)
                        })
                    let parents = Set(balance.rows.compactMap(\.parentCode))
                    for row in balance.rows where !parents.contains(row.accountCode) {
                        let own = try #require(expected[row.accountCode])
                        #expect(row.amounts == own.amounts, "seed \(random.seed), \(month), \(row.accountCode)")
                    }
                    for parent in parents {
                        let details = balance.rows.filter { $0.parentCode == parent }.map(\.amounts)
                        let row = try #require(balance.rows.first { $0.accountCode == parent })
                        #expect(row.amounts == details.dropFirst().reduce(details[0]) { zip($0, $1).map(+) })
                    }
                    #expect(book == .financial || parents == ["8001"], "money went through 800101")
                }
            }
        }
    }

    @Test func aTransactionSaysWhatItIsAndWhereItComesFrom() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1_000_000)
            let (accepted, verified) = (
                district.step(.accepted, "o1", fen: 12_000), district.step(.verified, "o1", fen: 10_500)
            )
            try await district.follow(accepted, verified)
            let voucher = try #require(try await district.waiting().first)
            let days = district.context.day(FixedClock.now).firstOfMonth...district.context.day(FixedClock.now)
            #expect(try await Self.read(.financial, days, district).transactions.isEmpty, "it waits")
            _ = try await district.decide([voucher])
            try await district.takeBack(voucher)
            let book = try await Self.read(.financial, days, district)
            #expect(book.opening == nil)
            let (one, red) = (try #require(book.transactions.first), try #require(book.transactions.last))
            #expect(one.number == "记-1" && one.narration == "服务验收确认")
            #expect(one.lines.map(\.account) == ["5001", "2302"])
            #expect(one.lines.map(\.amountFen) == [10_500, -10_500])
            let links = Dictionary(uniqueKeysWithValues: one.links.map { ($0.key, $0.value) })
            #expect(links["voucher"] == voucher.uuidString.lowercased() && links["order"] == "o1")
            #expect(links["fact"] == verified.fact.description)
            #expect(one.lines[0].dimensions.contains(.init("station", district.station.rawValue)))
            #expect(one.lines[0].dimensions.contains(.init("package", district.package)))
            #expect(red.number == "记-2" && red.narration == "服务验收确认（红字冲销 2026-03 记-1）")
            #expect(red.lines.map(\.amountOnSideFen) == [-10_500, -10_500])
        }
    }

    /// A station's manager may read vouchers of the own station; a part is not handed out for the whole.
    @Test func whoSeesAPartIsGivenNoBook() async throws {
        try await Self.withWorkload { district, _ in
            let (funding, station) = (district.context.funding, district.station)
            // All months, so that vouchers of other stations are among them whatever the workload drew.
            let first = district.context.day(FixedClock.now).firstOfMonth
            let last = try #require(first.adding(days: 31 * Self.months))
            let manager = Principal.Acting(
                account: UUID(), assignment: try #require(RoleAssignment(.stationManager, at: .station(station))))
            await #expect(throws: (any Error).self) {
                _ = try await district.database.hub.withTransaction(
                    as: .person(manager), isolation: .repeatableRead, readOnly: true
                ) { connection in
                    try await ReadBook(funding: funding)(
                        .financial, on: first...last, language: .en, on: connection)
                }
            }
        }
    }
}

extension TrialBalanceRow {
    fileprivate var amounts: [Int128] {
        [openingFen, periodDebitFen, periodCreditFen, yearDebitFen, yearCreditFen, closingFen]
    }
}
