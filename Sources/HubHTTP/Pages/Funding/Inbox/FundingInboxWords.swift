import HubModel
import PageKit

/// Texts of the page on what waits for whoever answers for money.
enum FundingInboxWords: String, Wording {
    static let section = "fundingInbox"

    case title, lead, unfunded, unfundedLead, noUnfunded, retry, retryEffect, retried, reason, todo, service, wanted
    case verified, since, exceptions, exceptionsLead, noExceptions, note, noteHelp, resolve, resolved, times, shown
    case allocate, adjust, unknown, unknownTodo, bookAgain, bookedAgain, bookedWithoutBudget, unreserved
    case tryAgain

    var placeholders: Set<String> {
        switch self {
        case .retried: ["m", "n"]
        case .times: ["n"]
        case .shown: ["all", "n"]
        default: []
        }
    }
}
