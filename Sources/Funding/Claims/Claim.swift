public import Foundation
public import HubModel

/// A claim 报销申请 of a station for services that residents verified: paid out of one budget line to one payee.
public struct Claim: Hashable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case submitted
        /// The station took it back before anybody decided.
        case withdrawn
        case rejected
        /// To be paid.
        case approved
        /// The voucher of its payment waits for approval.
        case paying
        case paid
    }

    public var id: UUID
    /// Such as `C260701-7KQ2M4`.
    public var number: String
    public var station: StationCode
    public var line: BudgetLine
    /// The code of the station, or `department:<code>`.
    public var payee: String
    public var totalFen: Int64
    public var state: State
    public var submittedBy: UUID
    public var submittedAt: Date
    public var decidedBy: UUID?
    public var decidedAt: Date?
    /// Why it was rejected.
    public var reason: String?
    /// The event that pays it, while its voucher waits and when it is paid.
    public var payment: UUID?

    /// Why somebody may not decide on it; nil when they may.
    public func bar(to account: UUID) -> SeparationOfDuties.Bar? {
        SeparationOfDuties.bar(to: account, preparedBy: submittedBy)
    }
}

/// An order in a claim.
public struct ClaimedOrder: Hashable, Sendable {
    public var order: String
    public var package: String
    public var item: String
    public var subsidyGroup: String?
    public var fen: Int64
    /// Whether the claim still stands for it: the claim did not come to nothing, and the money did not come back.
    public var isLive: Bool
    /// Whether a return of its money waits for approval.
    public var isReturning: Bool
    /// How the order stands.
    public var state: OrderFunding.State
    /// The event by which the service is owed.
    public var verification: UUID?
    /// When the service was done.
    public var occurredAt: Date
    /// Of the station, of the entries of the order.
    var profile: String?
}

/// Verified services of one budget line and payee that no claim has yet.
public struct ClaimableOrders: Hashable, Sendable {
    public var line: BudgetLine
    public var payee: String
    public var orders: [ClaimedOrder]

    public var totalFen: Int64 { orders.reduce(0) { $0 + $1.fen } }
}

/// Where a page of claims ended.
public struct ClaimCursor: Hashable, Sendable {
    public var submittedAt: Date
    public var id: UUID

    public init(submittedAt: Date, id: UUID) {
        self.submittedAt = submittedAt
        self.id = id
    }
}
