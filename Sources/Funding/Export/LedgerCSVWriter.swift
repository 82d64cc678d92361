public import HubModel

/// A book as one table with a row for each opening balance and each entry, for spreadsheets and other programs.
///
/// RFC 4180, UTF-8 with the byte order mark that spreadsheets need for Chinese. After the fixed columns there is one
/// for each key of a dimension and of a link. A red-letter entry is a negative amount in the column of its side.
///
/// Texts always stand in quotation marks, numbers never. A spreadsheet takes a text that begins with `=`, `+`, `-`,
/// `@`, a tab or a line end, or the full-width form of one of these, for a formula, also after spaces; such a text, and
/// one that begins with an apostrophe itself, gets an apostrophe before it. So a program that reads the file takes away
/// one apostrophe from the front of every text that has one, and has the exact text again. U+0000 becomes U+FFFD.
public enum LedgerCSVWriter {
    /// UTF-8 with a byte order mark.
    ///
    /// - Parameter language: of the column titles and the accounts' titles.
    public static func bytes(_ book: BookExport, language: Language) -> [UInt8] {
        let balances = book.opening?.balances ?? []
        let lines = book.transactions.lazy.flatMap(\.lines)
        let dimensions = keys(balances.flatMap(\.dimensions) + lines.flatMap(\.dimensions))
        let links = keys(book.transactions.flatMap(\.links))
        let table = EntryTable(
            titles: Dictionary(uniqueKeysWithValues: book.accounts.map { ($0.code, $0.title[language]) }),
            dimensions: dimensions, links: links, language: language)
        var rows = [table.heads]
        if let opening = book.opening {
            for (offset, balance) in opening.balances.enumerated() {
                rows.append(table.row(of: balance, number: offset + 1, asOf: opening.asOf))
            }
        }
        for (offset, transaction) in book.transactions.enumerated() {
            for (position, line) in transaction.lines.enumerated() {
                rows.append(table.row(of: line, number: position + 1, in: transaction, number: offset + 1))
            }
        }
        return CSVText.bytes(rows)
    }

    private static func keys(_ attributes: [BookExport.Attribute]) -> [String] {
        Set(attributes.map(\.key)).sorted()
    }
}

private struct EntryTable {
    let titles: [String: String]
    let dimensions: [String]
    let links: [String]
    let language: Language

    var heads: [CSVText.Field] {
        let fixed =
            switch language {
            case .zh: ["类别", "序号", "分录号", "日期", "凭证号", "摘要", "科目编码", "科目名称", "方向", "借方（元）", "贷方（元）"]
            case .en:
                [
                    "kind", "transaction", "entry", "date", "number", "narration", "account", "title", "side",
                    "debit (CNY)", "credit (CNY)",
                ]
            }
        let words = language == .zh ? (dimension: "维度", link: "关联") : (dimension: "dimension", link: "link")
        let keyed = dimensions.map { "\(words.dimension) \($0)" } + links.map { "\(words.link) \($0)" }
        return (fixed + keyed).map(CSVText.Field.text)
    }

    func row(of balance: BookExport.Balance, number: Int, asOf day: CivilDate) -> [CSVText.Field] {
        let side: BookExport.Side = balance.amountFen < 0 ? .credit : .debit
        let amount = Int128(balance.amountFen.magnitude)
        let word = LocalizedText(zh: "期初", en: "opening")[language]
        return [.text(word), .number(0), .number(number), .text(day.description), .text(""), .text(word)]
            + entry(balance.account, side, amount) + values(of: dimensions, in: balance.dimensions)
            + links.map { _ in .empty }
    }

    func row(
        of line: BookExport.Line, number: Int, in transaction: BookExport.Transaction, number transactionNumber: Int
    ) -> [CSVText.Field] {
        let word = LocalizedText(zh: "分录", en: "entry")[language]
        let head: [CSVText.Field] = [
            .text(word), .number(transactionNumber), .number(number), .text(transaction.date.description),
            .text(transaction.number ?? ""), .text(transaction.narration),
        ]
        return head + entry(line.account, line.side, line.amountOnSideFen)
            + values(of: dimensions, in: line.dimensions) + values(of: links, in: transaction.links)
    }

    private func entry(_ account: String, _ side: BookExport.Side, _ amount: Int128) -> [CSVText.Field] {
        let word =
            switch side {
            case .debit: LocalizedText(zh: "借", en: "debit")
            case .credit: LocalizedText(zh: "贷", en: "credit")
            }
        return [
            .text(account), .text(titles[account, default: ""]), .text(word[language]),
            side == .debit ? .money(fen: amount) : .empty, side == .credit ? .money(fen: amount) : .empty,
        ]
    }

    private func values(of keys: [String], in attributes: [BookExport.Attribute]) -> [CSVText.Field] {
        keys.map { key in attributes.first { $0.key == key }.map { .text($0.value) } ?? .empty }
    }
}
