public import Foundation
public import HubModel

/// What names a transfer: its event, and its place in it from 1. Also the key by which recording is idempotent.
public struct TransferID: Hashable, Sendable, CustomStringConvertible {
    public var event: UUID
    public var number: Int

    public init(event: UUID, number: Int = 1) {
        self.event = event
        self.number = number
    }

    public var description: String { "\(event.uuidString.lowercased())/\(number)" }
}

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

/// Something that happened, with its transfers, which succeed or fail together.
public struct LedgerEvent: Hashable, Sendable {
    /// The idempotency key: recording the same again returns the first result, another content under it is an error.
    public var id: UUID
    /// The day it is booked on; decides the month of the totals.
    public var day: CivilDate
    /// Whose transfers they are; nil is the district's own.
    public var station: StationCode?
    /// In the order of their numbers, 1 to 32,767 of them.
    public var transfers: [Transfer]

    public init(id: UUID, day: CivilDate, station: StationCode? = nil, transfers: [Transfer]) {
        self.id = id
        self.day = day
        self.station = station
        self.transfers = transfers
    }
}
