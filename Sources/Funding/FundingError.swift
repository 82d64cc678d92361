public import Foundation
public import HubModel
public import Ledger

/// A rule of funding that somebody's wish violates; one case a rule.
public enum FundingError: FundingRefusal, Hashable {
    /// Amounts are 1 fen or more.
    case amountNotPositive(Int64)
    case amountTooLarge
    /// The event must carry a base amount of its rule.
    case amountMissing(String)
    /// The event can't happen at a unit of this kind.
    case eventNotPosted(String)
    case unknownAccount(String)
    case unknownFundingLine(String)
    case budgetLineMissing
    case reservationMissing
    /// Less is left on a budget line than was asked for.
    case budgetExhausted(leftFen: Int64, askedFen: Int64)
    /// The document gave the line its money already.
    case documentUsed(String)
    /// Money moves between lines of one funding line, unless it is adjusted.
    case otherFundingLine
    /// The line is another station's.
    case otherStation
    /// No month from the event's day to now may be booked in.
    case noOpenMonth
    case voucherNotFound(UUID)
    /// It was approved or rejected already.
    case voucherSettled(UUID)
    /// Who prepared it doesn't approve it.
    case ownVoucher(UUID)
    /// The same person decided on it already.
    case decidedAlready(UUID)
    case reasonMissing
    /// The month was closed meanwhile.
    case monthClosed
    /// A month that is closed, or was never opened.
    case monthNotOpen(CivilDate)
    /// What is to be taken back was spent meanwhile.
    case spentAlready
    /// The voucher was taken back already, or somebody is about to.
    case reversedAlready(UUID)
    /// A voucher that isn't approved, or that itself takes another one back.
    case notReversible(UUID)
    /// The service is claimed or paid: the payment comes back first.
    case paidService(UUID)
    /// The payment of a claim is returned by its orders.
    case claimPayment(UUID)
    /// A paper without a name, or with one of more than 200 characters.
    case paperNameMissing
    /// A paper without bytes.
    case emptyFile
    /// What is no SHA-256 in 64 hexadecimal digits.
    case digestUnreadable
    /// The voucher of the order's service wasn't rejected, or somebody settled it meanwhile.
    case notRejected(order: String)
    /// More is to be settled or handed over than was advanced or received.
    case nothingToSettle(leftFen: Int64, askedFen: Int64)
    /// The event is not one that is entered by hand.
    case notByHand(String)
    /// An account of an exported book doesn't close as the ledger says; nothing is handed out.
    case bookDisagrees(account: String, exportedFen: Int64, ledgerFen: Int64)
    /// A match takes at least two lines or vouchers.
    case matchIncomplete
    /// One of them was matched meanwhile, or is gone.
    case matchedAlready
    /// Lines and vouchers that belong together have one sum.
    case matchUnequal(bankFen: Int64, booksFen: Int64)
    case matchNotFound
    /// The ledger refused what no other case tells of.
    case refused(LedgerRefusal)
}
