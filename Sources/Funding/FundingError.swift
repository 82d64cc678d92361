public import Foundation
public import HubModel
public import Ledger

/// A rule of funding that somebody's wish violates; one case a rule.
public enum FundingError: Error, Hashable, Sendable {
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
