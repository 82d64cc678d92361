import HubModel
import PageKit

/// Texts of the page on which bank and books are brought together.
enum BankWords: String, Wording {
    static let section = "bank"

    case title, lead, none, noneHint, statement, statementHint, text, textHelp, file, opening, openingHelp, closing
    case importButton, imported, known, find, found, choose, chooseHint, chosen, undo, undone, undoHint
    case linesOpen, vouchersOpen, nothingOpen, matches, statements, day, amount, document, counterparty, summary, by, at
    case how, byRules, byPerson, days, lines, match, balanceSheet, bankBalance, booksBalance
    case bankInNotBooked, bankOutNotBooked, booksInNotBank, booksOutNotBank, adjustedBank, adjustedBooks, difference
    case agrees, differs, movementsSince, show, refused

    var placeholders: Set<String> {
        switch self {
        case .imported: ["matched", "n", "new"]
        case .found, .differs: ["n"]
        case .movementsSince: ["day"]
        default: []
        }
    }
}
