import HubModel
import Workbooks

/// A book in the language of Beancount 3 (beancount.github.io/docs/beancount_language_syntax.html).
///
/// Accounts are named by element and code (`Liabilities:A2302`), their titles are metadata. A transaction's links are
/// links and, exactly, metadata; dimensions are metadata of a posting. A posting says its side, and a transaction with
/// red letters has the tag `#red-letter`: its credit is a positive amount. Beancount orders transactions by day.
public enum BeancountWriter {
    public static func text(_ book: BookExport) -> String {
        var out = """
            option "title" \(quoted("\(book.title.zh) \(book.title.en)"))
            option "operating_currency" "\(BookExport.commodity)"

            """
        let names = PlainTextNames.accounts(of: book)
        if let day = book.firstDay {
            out += "\n\(day) commodity \(BookExport.commodity)\n"
            for account in book.accounts {
                out += """
                    \(day) open \(PlainTextNames.account(account)) \(BookExport.commodity)
                      code: \(quoted(account.code))
                      title-zh: \(quoted(account.title.zh))
                      title-en: \(quoted(account.title.en))
                      element: "\(account.element.rawValue)"
                      normal-side: "\(account.normalSide.rawValue)"

                    """
            }
        }
        if let opening = book.opening { write(opening, names, to: &out) }
        for transaction in book.transactions { write(transaction, names, to: &out) }
        return out
    }

    private static func write(_ opening: BookExport.Opening, _ names: [String: String], to out: inout String) {
        out += "\n\(opening.asOf) * \"期初余额 opening balances\" #opening\n"
        for balance in opening.balances {
            write(balance.amountFen, balance.account, balance.dimensions, side: nil, names, to: &out)
        }
    }

    private static func write(
        _ transaction: BookExport.Transaction, _ names: [String: String], to out: inout String
    ) {
        let links = transaction.links.map {
            " ^\(PlainTextNames.escaped($0.key))/\(PlainTextNames.escaped($0.value))"
        }
        let tag = transaction.isRed ? " #red-letter" : ""
        out += "\n\(transaction.date) * \(quoted(transaction.narration))\(tag)\(links.joined())\n"
        if let number = transaction.number { out += "  number: \(quoted(number))\n" }
        for link in transaction.links { out += "  \(PlainTextNames.key("link", link)): \(quoted(link.value))\n" }
        for line in transaction.lines {
            write(line.amountFen, line.account, line.dimensions, side: line.side, names, to: &out)
        }
    }

    private static func write(
        _ amountFen: Int64, _ account: String, _ dimensions: [BookExport.Attribute], side: BookExport.Side?,
        _ names: [String: String], to out: inout String
    ) {
        out += "  \(names[account, default: account])  \(YuanText.exact(fen: amountFen)) \(BookExport.commodity)\n"
        if let side { out += "    side: \"\(side.rawValue)\"\n" }
        for dimension in dimensions {
            out += "    \(PlainTextNames.key("dim", dimension)): \(quoted(dimension.value))\n"
        }
    }

    /// A string on one line. Control characters that have no escape become U+FFFD.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += #"\""#
            case "\\": result += #"\\"#
            case "\n": result += #"\n"#
            case "\r": result += #"\r"#
            case "\t": result += #"\t"#
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
