public import HubModel
public import Workbooks

/// The entries of a book as a table for people, opening balances first 序时账.
///
/// Red letters are negative amounts in the column of their side, as in ``LedgerCSVWriter``.
public struct EntrySheet: Sendable {
    public let book: BookExport
    public let language: Language

    public init(book: BookExport, language: Language) {
        self.book = book
        self.language = language
    }

    public func worksheet() -> Worksheet {
        let titles = Dictionary(uniqueKeysWithValues: book.accounts.map { ($0.code, $0.title[language]) })
        let keys = Set((book.opening?.balances.flatMap(\.dimensions) ?? []) + lines.flatMap(\.dimensions)).map(\.key)
        let dimensions = Set(keys).sorted()
        let heads = zip(fixedHeads, 0...).map { head, index in Column(head, total: index < 5 ? nil : .money) }
        let opening = (book.opening?.balances ?? []).map { balance -> [Cell] in
            let fen = balance.amountFen
            return [
                day(book.opening?.asOf), .blank, .text(LocalizedText(zh: "期初余额", en: "Opening balance")[language]),
                .text(balance.account), .text(titles[balance.account, default: ""]),
                fen > 0 ? .money(fen: fen) : .blank, fen < 0 ? .money(fen: fen.magnitude) : .blank,
            ] + dimensions.map { value(of: $0, in: balance.dimensions) }
        }
        let entries = book.transactions.flatMap { transaction in
            transaction.lines.map { line -> [Cell] in
                [
                    day(transaction.date), .text(transaction.number ?? ""), .text(transaction.narration),
                    .text(line.account), .text(titles[line.account, default: ""]),
                    line.side == .debit ? .money(fen: line.amountOnSideFen) : .blank,
                    line.side == .credit ? .money(fen: line.amountOnSideFen) : .blank,
                ] + dimensions.map { value(of: $0, in: line.dimensions) }
            }
        }
        return Worksheet(
            LocalizedText(zh: "分录", en: "Entries")[language],
            headings: [book.title[language], LocalizedText(zh: "单位：元", en: "Unit: CNY")[language]],
            columns: heads + dimensions.map { Column($0) }, rows: opening + entries,
            totalsTitle: LocalizedText(zh: "合计", en: "Total")[language])
    }

    private var lines: [BookExport.Line] { book.transactions.flatMap(\.lines) }

    private var fixedHeads: [String] {
        switch language {
        case .zh: ["日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方"]
        case .en: ["Day", "Voucher", "Narration", "Account", "Title", "Debit", "Credit"]
        }
    }

    private func day(_ day: CivilDate?) -> Cell {
        day.map { .date(year: Int($0.year), month: $0.month, day: $0.day) } ?? .blank
    }

    private func value(of key: String, in attributes: [BookExport.Attribute]) -> Cell {
        attributes.first { $0.key == key }.map { .text($0.value) } ?? .blank
    }
}
