import HubModel
import PageKit

/// Texts of the forms for entries by hand.
enum EntryWords: String, Wording {
    static let section = "entry"

    case title, lead, choose, line, payee, payeeHelp, document, documentHelp, reason, reasonHelp, submit, effect, back
    case total, net, tax, income, cost, other, noAmount, noLine, formUsed, done, none

    var placeholders: Set<String> {
        switch self {
        case .other: ["name"]
        case .done: ["what"]
        default: []
        }
    }

    /// What a base amount of a rule is called.
    static func amount(_ name: String, _ language: Language) -> String {
        let known: [String: EntryWords] = [
            "total": .total, "net": .net, "tax": .tax, "income": .income, "cost": .cost,
        ]
        return known[name]?(language) ?? EntryWords.other(language).replacing("{name}", with: name)
    }
}
