public import HubModel
public import Workbooks

/// A trial balance as a table for people: balances stand on the side where they are.
public struct TrialBalanceSheet: Sendable {
    public let bookTitle: LocalizedText
    public let period: ClosedRange<CivilDate>
    public let rows: [TrialBalanceRow]
    public let language: Language

    public init(bookTitle: LocalizedText, period: ClosedRange<CivilDate>, rows: [TrialBalanceRow], language: Language) {
        self.bookTitle = bookTitle
        self.period = period
        self.rows = rows
        self.language = language
    }

    /// UTF-8 with a byte order mark; the last row has the totals. Texts are made safe for spreadsheets as in
    /// ``LedgerCSVWriter``.
    public func csvBytes() -> [UInt8] {
        let body = rows.map { row -> [CSVText.Field] in
            [.text(row.accountCode), .text(row.title[language])] + Self.amounts(of: row).map { .money(fen: $0) }
        }
        let sums = rows.filter { $0.parentCode == nil }.map(Self.amounts).reduce(Self.nothing) { zip($0, $1).map(+) }
        let totals: [CSVText.Field] = [.text(totalsTitle), .empty] + sums.map { .money(fen: $0) }
        return CSVText.bytes([heads.map { .text($0) }] + body + [totals])
    }

    /// The sheet, with totals as formulas.
    ///
    /// - Parameter name: of the tab; nil for the period's last month as `2026-03`.
    public func worksheet(named name: String? = nil) -> Worksheet {
        let unit = LocalizedText(zh: "单位：元", en: "Unit: CNY")
        let days = LocalizedText(
            zh: "期间：\(period.lowerBound) 至 \(period.upperBound)",
            en: "Period: \(period.lowerBound) to \(period.upperBound)")
        let columns = zip(heads, 0...).map { head, index in Column(head, total: index < 2 ? nil : .money) }
        return Worksheet(
            name ?? String(period.upperBound.description.prefix(7)),
            headings: ["\(bookTitle[language]) \(title)", days[language], unit[language]], columns: columns,
            rows: rows.map { row in
                [.text(row.accountCode), .text(row.title[language])] + Self.amounts(of: row).map { .money(fen: $0) }
            }, totalsTitle: totalsTitle, detailRows: Set(rows.indices.filter { rows[$0].parentCode != nil }))
    }

    private var title: String { LocalizedText(zh: "科目余额表", en: "trial balance")[language] }
    private var totalsTitle: String { LocalizedText(zh: "合计", en: "Total")[language] }

    private var heads: [String] {
        switch language {
        case .zh: ["科目编码", "科目名称", "期初借方", "期初贷方", "本期借方", "本期贷方", "期末借方", "期末贷方", "本年累计借方", "本年累计贷方"]
        case .en:
            [
                "Account", "Title", "Opening debit", "Opening credit", "Period debit", "Period credit", "Closing debit",
                "Closing credit", "Year to date debit", "Year to date credit",
            ]
        }
    }

    private static let nothing = [Int128](repeating: 0, count: 8)

    private static func amounts(of row: TrialBalanceRow) -> [Int128] {
        [
            max(row.openingFen, 0), max(-row.openingFen, 0), row.periodDebitFen, row.periodCreditFen,
            max(row.closingFen, 0), max(-row.closingFen, 0), row.yearDebitFen, row.yearCreditFen,
        ]
    }
}
