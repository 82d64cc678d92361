import HubModel
import PageKit

/// Texts of the pages on vouchers.
enum VoucherWords: String, Wording {
    static let section = "voucher"

    case title, lead, number, word, day, what, total, preparedBy, approvals, state, select, approveSelected
    case none, noneHint, noMatch, nothingSelected, forYou, readOnly, selectEffect
    case back, financial, budgetary, account, dimensions, debit, credit, sum, noEntries, noBudgetary
    case business, happened, order, line, document, fact, reason, station, secondNeeded, oneOfTwo
    case people, prepared, approvedBy, rejectedBy, attachments, noAttachments, attachmentHint, digest, bytes
    case approve, approveEffect, reject, rejectReason, rejectHelp, rejectEffect, decide
    case own, ownYou, decidedAlready, settled, rejectedFor, reversedBy, reversesOther, orderMoney
    case paidClaim, reverse, reverseReason, reverseHelp, reverseEffect, doneReversed
    case attach, paperFile, paperFileHelp, paperName, paperNameHelp, paperSize, digestHelp, doneAttached
    case doneNumbered, doneWaits, doneRejected, doneSeveral, month

    var placeholders: Set<String> {
        switch self {
        case .rejectedFor: ["reason"]
        case .doneNumbered: ["number"]
        case .doneSeveral: ["m", "n"]
        default: []
        }
    }
}
