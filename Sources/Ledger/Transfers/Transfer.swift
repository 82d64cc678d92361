public import Foundation

/// One amount on its way from the account that is credited to the one that is debited. Immutable once recorded.
public struct Transfer: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Counts at once.
        case posted
        /// Is kept aside until it is settled; given up after `expires`, a whole second, when that is set.
        case pending(expires: Date?)
        /// Settles a pending one, in whole or in part; the rest is free again.
        case post(TransferID)
        /// Gives up a pending one.
        case void(TransferID)
        /// Gives up a pending one whose time has passed.
        case expire(TransferID)
        /// Takes back all or part of a posted one on the sides where it was posted (红字冲销).
        case reversal(of: TransferID)
    }

    public var kind: Kind
    public var debit: AccountID
    public var credit: AccountID
    /// 1 or more, in the accounts' unit. Of `void` and `expire` the whole pending amount.
    public var amount: Int64

    public init(_ kind: Kind = .posted, debit: AccountID, credit: AccountID, amount: Int64) {
        self.kind = kind
        self.debit = debit
        self.credit = credit
        self.amount = amount
    }

    /// The transfer that this one settles or reverses.
    public var target: TransferID? {
        switch kind {
        case .posted, .pending: nil
        case .post(let target), .void(let target), .expire(let target), .reversal(let target): target
        }
    }
}
