public import Foundation
public import HubModel

/// What the money of an order did, from the reservation to the payment.
public struct OrderFundingRecord: Hashable, Sendable {
    /// A voucher by which an event stands in the books.
    public struct Voucher: Hashable, Sendable {
        public var id: UUID
        /// 凭证字
        public var word: String
        /// Nil while nobody approved it, and of one that was rejected.
        public var number: Int?
        /// The first day of the month that numbers run in.
        public var month: CivilDate
        /// `waiting`, `approved` or `rejected`.
        public var state: String
    }

    /// A claim that asks for the order's money.
    public struct Claim: Hashable, Sendable {
        public var id: UUID
        public var number: String
        /// `submitted`, `withdrawn`, `rejected`, `approved`, `paying` or `paid`.
        public var state: String
        /// The order's part of it.
        public var fen: Int64
        public var submittedAt: Date
    }

    /// Something that happened to the money.
    public struct Entry: Hashable, Sendable {
        /// When it happened, and the day it is booked on.
        public var occurredAt: Date
        public var day: CivilDate
        /// A code of the posting rules.
        public var event: String
        /// Of the order alone.
        public var fen: Int64
        /// The line that it moved.
        public var line: BudgetLine?
        public var reason: String?
        /// Why the day is another than when it happened.
        public var notes: [BookingDay.Note]
        public var voucher: Voucher?
        /// The claim whose payment or return it is.
        public var claim: UUID?
    }

    /// A step that no money followed, or that states something otherwise.
    public struct Exception: Hashable, Sendable {
        public var code: String
        public var differences: [OrderDifference]
        public var raisedAt: Date
        public var resolvedAt: Date?
    }

    public var funding: OrderFunding
    /// The line that was reserved from.
    public var line: BudgetLine?
    /// In the order in which they were recorded.
    public var entries: [Entry] = []
    /// In the order in which they were submitted.
    public var claims: [Claim] = []
    public var exceptions: [Exception] = []
}
