import HubModel
import Workbooks

/// A book as an hledger journal (hledger.org/hledger.html#journal), fit for `hledger check --strict`.
///
/// Accounts are named as in ``BeancountWriter``; titles, links and dimensions are tags. hledger has no escapes: in a
/// description `;` and `|`, in a number `(` and `)`, in a tag's value `,` `[` and `]` are written as the full-width
/// characters of the same look, and control characters as spaces. The other exports have every text exactly.
public enum HledgerWriter {
    public static func text(_ book: BookExport) -> String {
        var out = """
            ; \(inline(book.title.zh)) \(inline(book.title.en))
            decimal-mark .
            commodity 1000.00 \(BookExport.commodity)

            """
        let names = PlainTextNames.accounts(of: book)
        for account in book.accounts {
            out += """

                account \(PlainTextNames.account(account))
                  ; type:\(type(of: account.element))
                  ; code:\(value(account.code))
                  ; title-zh:\(value(account.title.zh))
                  ; title-en:\(value(account.title.en))
                  ; normal-side:\(account.normalSide.rawValue)

                """
        }
        if let opening = book.opening {
            out += "\n\(opening.asOf) * () 期初余额 opening balances\n  ; opening:yes\n"
            for balance in opening.balances {
                write(balance.amountFen, balance.account, balance.dimensions, side: nil, names, to: &out)
            }
        }
        for transaction in book.transactions { write(transaction, names, to: &out) }
        return out
    }

    private static func type(of element: BookExport.Element) -> String {
        switch element {
        case .asset: "A"
        case .liability: "L"
        case .netAssets, .budgetBalance: "E"
        case .revenue, .budgetRevenue: "R"
        case .expense, .budgetOutlay: "X"
        }
    }

    private static func write(
        _ transaction: BookExport.Transaction, _ names: [String: String], to out: inout String
    ) {
        // The code is always written, as a description that begins with a parenthesis would become it.
        let code = replacing(inline(transaction.number ?? ""), ["(": "（", ")": "）"])
        let description = replacing(inline(transaction.narration), [";": "；", "|": "｜"])
        out += "\n\(transaction.date) * (\(code)) \(description)\n"
        if transaction.isRed { out += "  ; red-letter:yes\n" }
        for link in transaction.links { out += "  ; \(PlainTextNames.key("link", link)):\(value(link.value))\n" }
        for line in transaction.lines {
            write(line.amountFen, line.account, line.dimensions, side: line.side, names, to: &out)
        }
    }

    private static func write(
        _ amountFen: Int64, _ account: String, _ dimensions: [BookExport.Attribute], side: BookExport.Side?,
        _ names: [String: String], to out: inout String
    ) {
        out += "  \(names[account, default: account])  \(YuanText.exact(fen: amountFen)) \(BookExport.commodity)\n"
        if let side { out += "    ; side:\(side.rawValue)\n" }
        for dimension in dimensions {
            out += "    ; \(PlainTextNames.key("dim", dimension)):\(value(dimension.value))\n"
        }
    }

    /// A comma would end the value, and a day in brackets would become the posting's day.
    private static func value(_ text: String) -> String {
        replacing(inline(text), [",": "，", "[": "［", "]": "］"])
    }

    private static func inline(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    private static func replacing(_ text: String, _ substitutes: [Unicode.Scalar: Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { substitutes[$0, default: $0] }))
    }
}
