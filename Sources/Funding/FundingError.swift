public import Foundation
public import HubModel
public import Ledger

/// Why somebody's wish about the government's money is not granted.
public protocol FundingRefusal: Error, Sendable {
    /// What went wrong and what to do next.
    var words: LocalizedText { get }
}

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
    /// A file without bytes or name.
    case emptyFile
    /// More is to be settled or handed over than was advanced or received.
    case nothingToSettle(leftFen: Int64, askedFen: Int64)
    /// The event is not one that is entered by hand.
    case notByHand(String)
    /// The ledger refused what no other case tells of.
    case refused(LedgerRefusal)
}
