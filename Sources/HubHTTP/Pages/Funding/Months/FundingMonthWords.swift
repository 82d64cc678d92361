import HubModel
import PageKit

/// Texts of the pages on the months of the books.
enum FundingMonthWords: String, Wording {
    static let section = "fundingMonth"

    case title, lead, month, state, open, closed, waiting, closedBy, none, noneHint, back
    case proof, proofClosed, book, debits, credits, agrees, differs, financial, budgetary, figure, control, books
    case accepted, paid, result, line, reservations, reservationsLead, reservationsSum, order, station, amount, since
    case findings, unbalanced, account, nothingFound
    case close, closeEffect, reopen, reopenReason, reopenHelp, reopenEffect, confirm, confirmEffect, asked, ownRequest
    case readOnly, notOver, vouchersWait, doneClosed, doneAsked, doneConfirmed, next

    var placeholders: Set<String> {
        switch self {
        case .reservationsSum: ["n", "total"]
        case .unbalanced: ["book"]
        case .account: ["book", "code"]
        case .asked: ["reason", "time", "who"]
        case .vouchersWait: ["n"]
        default: []
        }
    }
}
