/// Names for plain-text accounting programs, the same in all of them, so that their answers can be compared.
enum PlainTextNames {
    /// `Assets:A1002`. The letter makes a legal name of any code.
    static func account(_ account: BookExport.Account) -> String {
        let root =
            switch account.element {
            case .asset: "Assets"
            case .liability: "Liabilities"
            case .netAssets, .budgetBalance: "Equity"
            case .revenue, .budgetRevenue: "Income"
            case .expense, .budgetOutlay: "Expenses"
            }
        return "\(root):A\(escaped(account.code))"
    }

    static func accounts(of book: BookExport) -> [String: String] {
        Dictionary(uniqueKeysWithValues: book.accounts.map { ($0.code, account($0)) })
    }

    /// The key under which a dimension or a link is written; the prefix keeps it apart from keys with a meaning, such
    /// as `date` and `filename`.
    static func key(_ prefix: String, _ attribute: BookExport.Attribute) -> String {
        "\(prefix)-\(escaped(attribute.key))"
    }

    /// ASCII letters, digits and hyphens; any other character becomes `-u<hexadecimal number>-`. Different texts stay
    /// different: a hyphen before `u` is written that way too.
    static func escaped(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let beforeU = index + 1 < scalars.count && scalars[index + 1] == "u"
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": result.unicodeScalars.append(scalar)
            case "-" where !beforeU: result.append("-")
            default: result.append("-u\(String(scalar.value, radix: 16, uppercase: true))-")
            }
        }
        return result
    }
}
