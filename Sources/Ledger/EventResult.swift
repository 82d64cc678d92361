public import Foundation

/// What became of an event.
public enum EventResult: Hashable, Sendable {
    case recorded
    /// The same was recorded before; nothing was added.
    case existed
    /// Nothing of the event was recorded.
    case refused(LedgerRefusal)
}

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

/// How a pending transfer was settled.
public enum Settlement: String, Hashable, Sendable {
    case post, void, expire
}

/// Where an event differs from the one that was recorded under its key.
public struct KeyDifference: Hashable, Sendable {
    public enum Part: String, Hashable, Sendable {
        case day, station, transfers, kind, debit, credit, amount, target, expires
    }

    public var part: Part
    /// The transfer by its number; nil when it is about the event.
    public var transfer: Int?
    public var recorded: String
    public var asked: String

    public init(_ part: Part, transfer: Int? = nil, recorded: String, asked: String) {
        self.part = part
        self.transfer = transfer
        self.recorded = recorded
        self.asked = asked
    }
}
