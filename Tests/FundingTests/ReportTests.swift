import DistrictConfig
import Foundation
import HubModel
import Indicators
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

@testable import Funding

/// Reports add up to what the ledger and the orders say.
@Suite(.timeLimit(.minutes(5))) struct ReportTests {
    private static func read<Value: Sendable>(
        _ district: FundedDistrict, _ body: @escaping @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await district.database.hub.withTransaction(
            as: .person(district.officer), isolation: .repeatableRead, readOnly: true, body)
    }

    private static var year: ClosedRange<CivilDate> {
        CivilDate(daysSinceEpoch: 20_454)...CivilDate(daysSinceEpoch: 20_818)
    }

    @Test func executionAddsUpTheLinesInEveryGrouping() async throws {
        try await StoredBookTests.withWorkload { district, random in
            let (funding, year) = (district.context.funding, district.line.fiscalYear)
            let standings = try await Self.read(district) { try await ReadBudget()(year: year, on: $0) }
            for grouping in BudgetExecution.Grouping.allCases {
                let report = try await Self.read(district) {
                    try await ReadBudgetExecution(funding: funding)(year: year, by: grouping, on: $0)
                }
                #expect(report.rows.flatMap(\.lines).count == standings.count)
                #expect(report.rows.reduce(into: BudgetFigures()) { $0 += $1.figures } == report.total)
                #expect(report.total.granted == standings.reduce(0) { $0 + $1.total })
                #expect(report.total.reserved == standings.reduce(0) { $0 + $1.reserved } && report.total.reserved > 0)
                #expect(report.total.executionRate == 0, "nothing is paid yet")
                // Months add up to the year, and to what is reserved and accepted at its end.
                #expect(report.months.reduce(0) { $0 + $1.grantedFen } == report.total.granted, "seed \(random.seed)")
                #expect(report.months.reduce(0) { $0 + $1.acceptedFen } == report.total.accepted)
                #expect(report.months.count { $0.acceptedFen > 0 } == StoredBookTests.months)
            }
        }
    }

    @Test func unitCostsAndTheOrdersBehindThem() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1_000_000)
            for (number, fen) in [Int64(100), 250, 251].enumerated() {
                try await district.follow(
                    district.step(.accepted, "o\(number)", fen: fen), district.step(.verified, "o\(number)", fen: fen))
            }
            try await district.follow(district.step(.accepted, "open", fen: 999))
            let costs = try await Self.read(district) { try await ReadUnitCosts()(on: Self.year, on: $0) }
            #expect(costs.map(\.station) == [nil, district.station])
            let all = try #require(costs.first)
            #expect(all.orders == 3 && all.totalFen == 601 && all.leastFen == 100 && all.mostFen == 251)
            #expect(all.averageFen == 200)
            let funding = district.context.funding
            let orders = try await Self.read(district) {
                try await ListBehindFigures(funding: funding).orders(
                    of: all.package, item: all.item, station: nil, on: Self.year, on: $0)
            }
            #expect(orders.map(\.order).sorted() == ["o0", "o1", "o2"])
            #expect(orders.reduce(0) { $0 + $1.fen } == all.totalFen)
            let vouchers = Set(try await district.waiting())
            #expect(Set(orders.compactMap(\.voucher)) == vouchers)
        }
    }

    @Test func smallGroupsAreHiddenWithTheirMoney() throws {
        let (one, other) = (try StationCode.number(1), try StationCode.number(2))
        let read = ReadGroupSubsidies(knownGroups: ["low-income", "disabled"], limit: 5)
        func sum(_ station: StationCode, _ group: String, _ orders: Int64) -> ReadGroupSubsidies.Sum {
            .init(station: station, group: group, orders: orders, fen: orders * 100)
        }
        let report = read.publish([
            sum(one, "low-income", 9), sum(one, "disabled", 2), sum(one, "", 20), sum(other, "low-income", 8),
            sum(other, "disabled", 7), sum(other, "", 30), sum(other, "veterans", 6),
        ])
        #expect(report.groups == ["low-income", "disabled", "veterans", ""])
        #expect(report.rows.map(\.station) == [nil, one, other])
        let row = report.rows[1]
        #expect(row.cells[1] == .init(orders: .below(5), fen: nil))
        #expect(row.cells.count { $0.fen == nil } >= 2, "the one hidden cell would follow from the sum")
        #expect(row.total == .init(orders: .exact(31), fen: 3100))
        // Nor does the district's column give it away.
        for place in report.groups.indices {
            let hidden = report.rows.count { $0.cells[place].fen == nil }
            #expect(hidden != 1, "\(report.groups[place])")
        }
    }

    @Test func ageingTellsWhatWaitsAndForHowLong() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let district = try await FundedDistrict(database, fen: 1_000_000)
            for number in 0..<3 {
                try await district.follow(
                    district.step(.accepted, "o\(number)", fen: 100), district.step(.verified, "o\(number)", fen: 100))
            }
            let (line, station) = (district.line.id, district.station)
            for (number, days) in [(1, 30), (2, 31), (3, 200)] as [(Int, Double)] {
                let moment = FixedClock.now.addingTimeInterval(-days * 86_400)
                _ = try await database.asAdministrator { connection in
                    try await connection.execute(
                        """
                        INSERT INTO claim (claim_id, number, station_id, budget_line_id, payee, total_fen, state,
                            submitted_by, submitted_at, changed_at)
                        VALUES (\(UUID()), \("C\(number)"), \(station.rawValue), \(line), 'x', \(Int64(number)), 'submitted',
                            \(UUID()), \(moment), \(moment))
                        """)
                }
            }
            let now = FixedClock.now.addingTimeInterval(61 * 86_400)
            let today = district.context.day(now)
            let early = try await Self.read(district) {
                try await ReadAgeing(today: district.context.day(FixedClock.now), at: FixedClock.now)(on: $0)
            }
            #expect(early.claims.map(\.station) == [station])
            #expect(early.claims[0].sums.map(\.fen) == [1, 2, 0, 3])
            #expect(early.unclaimed[0].sums.map(\.count) == [3, 0, 0, 0])
            let late = try await Self.read(district) { try await ReadAgeing(today: today, at: now)(on: $0) }
            #expect(late.claims[0].sums.map(\.fen) == [0, 0, 0, 6])
            #expect(late.unclaimed[0].sums.map(\.count) == [0, 0, 3, 0])
            let list = ListBehindFigures(funding: district.context.funding)
            let behind = try await Self.read(district) {
                (
                    try await list.claims(.upTo60, station: nil, at: FixedClock.now, on: $0).map(\.number),
                    try await list.unclaimed(.upTo90, station: station, today: today, on: $0).map(\.order)
                )
            }
            #expect(behind.0 == ["C2"] && behind.1 == ["o0", "o1", "o2"])
        }
    }

    @Test func theEntriesBehindAFigureAddUpToIt() async throws {
        try await StoredBookTests.withWorkload { district, _ in
            let (funding, month) = (district.context.funding, district.context.day(FixedClock.now).firstOfMonth)
            for book in FundingBook.allCases {
                let balance = try await Self.read(district) {
                    try await ReadBookBalance(funding: funding)(book, month: month, on: $0)
                }
                for row in balance.rows {
                    let entries = try await Self.read(district) {
                        try await ListBehindFigures(funding: funding).entries(
                            in: book, account: row.accountCode, on: balance.period, on: $0)
                    }
                    #expect(
                        entries.filter { $0.isDebit == true }.reduce(0) { $0 + Int128($1.fen) } == row.periodDebitFen)
                    #expect(
                        entries.filter { $0.isDebit == false }.reduce(0) { $0 + Int128($1.fen) } == row.periodCreditFen)
                }
            }
        }
    }
}
