import DistrictConfig
import Foundation
import Funding
import HubModel
import PageKit

/// Puts what reports read into tables with words. Pure.
struct ReportTableMaker: Sendable {
    typealias Value = ReportTable.Value

    let funding: FundingConfiguration
    let naming: OrderNaming
    let language: Language

    func words(_ words: ReportWords) -> String { words(language) }

    fileprivate func column(_ words: ReportWords, isNumber: Bool = true) -> ReportTable.Column {
        ReportTable.Column(words(language), isNumber: isNumber)
    }

    private func period(_ days: ClosedRange<CivilDate>) -> String {
        "\(words(.period)) \(days.lowerBound) – \(days.upperBound)"
    }

    // Budget execution 预算执行.

    func execution(_ report: BudgetExecution) -> [LinkedTable] {
        let title = "\(words(.execution)) · \(words(.year)) \(report.year)"
        let amounts: [ReportWords] = [.granted, .reserved, .accepted, .paid, .advanced, .available, .frozen]
        var rows = LinkedTable(
            table: ReportTable(
                title: title, notes: [words(.unit)],
                columns: [column(ReportWords(report.grouping), isNumber: false)] + amounts.map { column($0) }
                    + [column(.rate)],
                rows: report.rows.map { [.text(name(of: $0.code, report.grouping))] + Self.values($0.figures) },
                total: [.text(words(.total))] + Self.values(report.total)))
        for (place, row) in report.rows.enumerated() {
            rows.links[.init(row: place, column: 0)] = ReportRequest.address(
                ReportPaths.vouchers,
                [("year", String(report.year)), ("by", report.grouping.rawValue), ("code", row.code)])
        }
        let months = ReportTable(
            title: words(.byMonth), notes: [words(.unit)],
            columns: [
                column(.month, isNumber: false), column(.granted), column(.newlyVerified), column(.paid),
                column(.advanced),
            ],
            rows: report.months.map { month in
                [
                    .text(String(month.month.description.prefix(7))), .money(fen: month.grantedFen),
                    .money(fen: month.acceptedFen), .money(fen: month.paidFen), .money(fen: month.advancedFen),
                ]
            })
        return [rows, LinkedTable(table: months)]
    }

    private static func values(_ figures: BudgetFigures) -> [Value] {
        [
            .money(fen: figures.granted), .money(fen: figures.reserved), .money(fen: figures.accepted),
            .money(fen: figures.paid), .money(fen: figures.advanced), .money(fen: figures.available),
            .money(fen: figures.frozen), .percent(part: figures.paid + figures.advanced, whole: figures.granted),
        ]
    }

    private func name(of code: String, _ grouping: BudgetExecution.Grouping) -> String {
        switch grouping {
        case .programme:
            funding.lines.first { $0.programme.code == code }?.programme.title[language] ?? code
        case .fundingLine: funding.line(code)?.title[language] ?? code
        case .station: StationCode(rawValue: code).map { naming.station($0, language) } ?? words(.district)
        }
    }

    // Trial balance 科目余额表.

    func trialBalance(_ balance: BookBalance) -> [LinkedTable] {
        let amounts: [ReportWords] = [
            .openingDebit, .openingCredit, .debit, .credit, .closingDebit, .closingCredit, .yearDebit, .yearCredit,
        ]
        let sums = balance.rows.filter { $0.parentCode == nil }.map(Self.amounts).reduce(
            [Int128](repeating: 0, count: amounts.count)
        ) { zip($0, $1).map(+) }
        var table = LinkedTable(
            table: ReportTable(
                title: "\(balance.book.title[language]) · \(balance.month.description.prefix(7))",
                notes: [words(.unit)],
                columns: [column(.account, isNumber: false), column(.accountTitle, isNumber: false)]
                    + amounts.map { column($0) },
                rows: balance.rows.map { row in
                    [.text(row.accountCode), .text(row.title[language])] + Self.amounts(of: row).map(Self.money)
                }, total: [.text(words(.total)), .text("")] + sums.map(Self.money)))
        for (place, row) in balance.rows.enumerated() {
            if row.parentCode != nil { table.details.insert(place) }
            table.links[.init(row: place, column: 0)] = ReportRequest.address(
                ReportPaths.entries,
                [
                    ("book", balance.book.rawValue), ("account", row.accountCode),
                    ("month", String(balance.month.description.prefix(7))),
                ])
        }
        return [table]
    }

    private static func money(_ fen: Int128) -> Value { .money(fen: Int64(clamping: fen)) }

    private static func amounts(of row: TrialBalanceRow) -> [Int128] {
        [
            max(row.openingFen, 0), max(-row.openingFen, 0), row.periodDebitFen, row.periodCreditFen,
            max(row.closingFen, 0), max(-row.closingFen, 0), row.yearDebitFen, row.yearCreditFen,
        ]
    }

    // Unit costs 单位服务成本.

    func unitCosts(_ costs: [UnitCost], on days: ClosedRange<CivilDate>) -> [LinkedTable] {
        var table = LinkedTable(
            table: ReportTable(
                title: words(.unitCosts), notes: [period(days), words(.unit)],
                columns: [
                    column(.service, isNumber: false), column(.station, isNumber: false), column(.orders), column(.sum),
                    column(.average), column(.least), column(.most),
                ],
                rows: costs.map { cost in
                    [
                        .text(service(cost.package, cost.item)),
                        .text(cost.station.map { naming.station($0, language) } ?? words(.allStations)),
                        .count(cost.orders), .money(fen: cost.totalFen), .money(fen: cost.averageFen),
                        .money(fen: cost.leastFen), .money(fen: cost.mostFen),
                    ]
                }))
        for (place, cost) in costs.enumerated() {
            if cost.station != nil { table.details.insert(place) }
            table.links[.init(row: place, column: 0)] = ReportRequest.address(
                ReportPaths.orders,
                [
                    ("package", cost.package), ("item", cost.item), ("station", cost.station?.rawValue),
                    ("from", days.lowerBound.description), ("through", days.upperBound.description),
                ])
        }
        return [table]
    }

    fileprivate func service(_ package: String, _ item: String) -> String {
        "\(naming.package(package, language)) · \(naming.item(item, of: package, language))"
    }

    // Subsidies by group 分人群补贴.

    func subsidies(_ report: GroupSubsidies, on days: ClosedRange<CivilDate>) -> [LinkedTable] {
        let titles = report.groups.map { code in
            code.isEmpty
                ? words(.noGroup) : funding.rates.groups.first { $0.code == code }?.title[language] ?? code
        }
        let heads = (titles + [words(.total)]).flatMap { title in
            [
                ReportTable.Column("\(title) · \(words(.orders))", isNumber: true),
                ReportTable.Column("\(title) · \(words(.sum))", isNumber: true),
            ]
        }
        let table = ReportTable(
            title: words(.subsidies),
            notes: [period(days), words(.unit), words(.smallCells).replacing("{n}", with: String(report.limit))],
            columns: [column(.station, isNumber: false)] + heads,
            rows: report.rows.map { row in
                [.text(row.station.map { naming.station($0, language) } ?? words(.allStations))]
                    + (row.cells + [row.total]).flatMap { cell -> [Value] in
                        [.count(cell.orders), cell.fen.map { .money(fen: $0) } ?? .empty]
                    }
            })
        return [LinkedTable(table: table, details: Set(report.rows.indices.dropFirst()))]
    }

    // Ageing 账龄.

    func ageing(_ report: Ageing, today: CivilDate) -> [LinkedTable] {
        [
            ageing(report.claims, .claims, of: "claims", today),
            ageing(report.unclaimed, .unclaimed, of: "orders", today),
        ]
    }

    private func ageing(_ rows: [Ageing.Row], _ title: ReportWords, of what: String, _ today: CivilDate) -> LinkedTable
    {
        let buckets = AgeBucket.allCases
        let heads = buckets.map { ReportWords($0)(language) } + [words(.total)]
        var table = LinkedTable(
            table: ReportTable(
                title: words(title), notes: ["\(words(.asOf)) \(today)", words(.unit)],
                columns: [column(.station, isNumber: false)]
                    + heads.flatMap { head in
                        [
                            ReportTable.Column("\(head) · \(words(.count))", isNumber: true),
                            ReportTable.Column("\(head) · \(words(.sum))", isNumber: true),
                        ]
                    },
                rows: rows.map { row in
                    [.text(naming.station(row.station, language))] + Self.values(row.sums + [row.total])
                },
                total: rows.isEmpty
                    ? nil
                    : [.text(words(.total))]
                        + Self.values(
                            (buckets.indices.map { place in rows.reduce(into: Ageing.Sum()) { $0 += $1.sums[place] } })
                                + [rows.reduce(into: Ageing.Sum()) { $0 += $1.total }])))
        for (place, row) in rows.enumerated() {
            for (bucket, sum) in zip(buckets, row.sums) where sum.count > 0 {
                table.links[.init(row: place, column: 1 + 2 * bucket.rawValue)] = ReportRequest.address(
                    ReportPaths.waiting,
                    [("of", what), ("bucket", String(bucket.rawValue)), ("station", row.station.rawValue)])
            }
        }
        return table
    }

    private static func values(_ sums: [Ageing.Sum]) -> [Value] {
        sums.flatMap { [.count($0.count), .money(fen: $0.fen)] }
    }
}

// What lies behind figures.
extension ReportTableMaker {
    func vouchers(_ vouchers: [FigureVoucher], title: String) -> LinkedTable {
        let isOfAccount = vouchers.contains { $0.isDebit != nil }
        let amounts = isOfAccount ? [column(.debit), column(.credit)] : [column(.sum)]
        var table = LinkedTable(
            table: ReportTable(
                title: title, notes: [words(.unit)],
                columns: [
                    column(.voucher, isNumber: false), column(.day, isNumber: false),
                    column(.narration, isNumber: false),
                    column(.station, isNumber: false),
                ] + amounts,
                rows: vouchers.map { voucher in
                    let fen = Value.money(fen: voucher.fen)
                    return [
                        .text(voucher.number), .day(voucher.day), .text(voucher.title[language]),
                        .text(voucher.station.map { naming.station($0, language) } ?? words(.district)),
                    ] + (voucher.isDebit.map { $0 ? [fen, .empty] : [.empty, fen] } ?? [fen])
                }))
        for (place, voucher) in vouchers.enumerated() {
            table.links[.init(row: place, column: 0)] = Self.path(of: voucher.voucher)
        }
        return table
    }

    func orders(_ orders: [FigureOrder], title: String) -> LinkedTable {
        var table = LinkedTable(
            table: ReportTable(
                title: title, notes: [words(.unit)],
                columns: [
                    column(.order, isNumber: false), column(.day, isNumber: false), column(.service, isNumber: false),
                    column(.station, isNumber: false), column(.state, isNumber: false), column(.sum),
                ],
                rows: orders.map { order in
                    [
                        .text(order.order), .day(order.day), .text(service(order.package, order.item)),
                        .text(naming.station(order.station, language)),
                        .text(order.state(language)), .money(fen: order.fen),
                    ]
                }))
        for (place, order) in orders.enumerated() {
            guard let voucher = order.voucher else { continue }
            table.links[.init(row: place, column: 0)] = Self.path(of: voucher)
        }
        return table
    }

    func claims(_ claims: [FigureClaim], title: String) -> LinkedTable {
        LinkedTable(
            table: ReportTable(
                title: title, notes: [words(.unit)],
                columns: [
                    column(.claim, isNumber: false), column(.station, isNumber: false), column(.state, isNumber: false),
                    column(.days), column(.sum),
                ],
                rows: claims.map { claim in
                    [
                        .text(claim.number), .text(naming.station(claim.station, language)),
                        .text(Claim.State.text(of: claim.state, language)), .count(Int64(claim.days)),
                        .money(fen: claim.fen),
                    ]
                }))
    }

    /// The page of a voucher.
    static func path(of voucher: UUID) -> String { "/funding/vouchers/\(voucher.uuidString.lowercased())" }
}
