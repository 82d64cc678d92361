public import Foundation

/// A rule of the ledger that an event violates; one case a rule, with what is needed to put it right.
public enum LedgerRefusal: Error, Hashable, Sendable {
    case noTransfers
    case tooManyTransfers(count: Int)
    case amountNotPositive(transfer: Int, amount: Int64)
    case sameAccount(transfer: Int, AccountID)
    case accountNotOpen(transfer: Int, AccountID)
    case differentLedgers(transfer: Int, debit: String, credit: String)
    case differentUnits(transfer: Int, debit: String, credit: String)
    /// `available` may be spent; `asked` was.
    case belowFloor(transfer: Int, AccountID, available: Int64, asked: Int64)
    /// `room` is left below the ceiling.
    case aboveCeiling(transfer: Int, AccountID, room: Int64, asked: Int64)
    /// A sum of the account would leave the range of 64 bits.
    case overflow(transfer: Int, AccountID)
    case targetNotFound(transfer: Int, TransferID)
    /// Only a pending transfer can be posted, voided or expired.
    case targetNotPending(transfer: Int, TransferID)
    /// Only what was posted can be reversed.
    case targetNotPosted(transfer: Int, TransferID)
    case targetSettled(transfer: Int, TransferID, as: Settlement)
    case targetExpired(transfer: Int, TransferID, at: Date)
    case targetNotExpired(transfer: Int, TransferID, until: Date?)
    /// Accounts of a settlement or reversal are those of its target.
    case targetOfOtherAccounts(transfer: Int, TransferID)
    /// More than is pending, or than is left to reverse.
    case aboveTarget(transfer: Int, TransferID, left: Int64, asked: Int64)
    /// A pending transfer is given up as a whole.
    case partOfTarget(transfer: Int, TransferID, whole: Int64, asked: Int64)
    /// The key was used for another content; `differences` says where.
    case keyReused(differences: [KeyDifference])
}
