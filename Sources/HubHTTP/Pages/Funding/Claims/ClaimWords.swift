import HubModel
import PageKit

/// Texts of the pages on claims.
enum ClaimWords: String, Wording {
    static let section = "claim"

    case title, ownTitle, ownLead, lead, number, station, payee, line, total, state, submitted, orders, order, service
    case group, amount, stands, all, none, noneHint, noMatch, claimable, noClaimable, noClaimableHint, choose, chosen
    case submit, submitEffect, withdraw, withdrawEffect, back, facts, by, decided, reason, decide, approve
    case approveEffect, reject, rejectReason, rejectHelp, rejectEffect, pay, payEffect, method, document, documentHelp
    case payment, giveBack, giveBackEffect, returnReason, returning, returned, own, readOnly, waiting, closed
    case doneSubmitted, doneWithdrawn, doneApproved, doneRejected, donePaid, doneReturned, count, forStation, first

    var placeholders: Set<String> {
        switch self {
        case .chosen: ["n", "total"]
        case .doneSubmitted: ["number"]
        case .count, .first: ["n"]
        default: []
        }
    }
}
