public import Foundation
public import Ledger

/// What an order reserves and costs [FUN-3].
public struct OrderFunding: Hashable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        /// No budget stands behind it, so it cannot be claimed.
        case unfunded
        case reserved
        /// Cancelled or expired; what was reserved is free again.
        case released
        /// The resident confirmed the service: owed and not paid yet.
        case verified
        case claimed, paid
        /// It was paid and the money came back.
        case returned
    }

    /// Why it is unfunded or was released.
    public enum Reason: String, Codable, CaseIterable, Sendable {
        /// The station has no budget line for the package's funding line and the month.
        case noBudgetLine = "no-budget-line"
        /// Less is left than was asked for.
        case budgetExhausted = "budget-exhausted"
        /// No profile of the district has such a package.
        case unknownPackage = "unknown-package"
        /// It was verified, but no acceptance was ever heard of.
        case notAccepted = "not-accepted"
        case cancelled, expired
        /// The service came to nothing that the government pays.
        case nothingToPay = "nothing-to-pay"
        /// Whoever keeps the books did not recognise the service.
        case voucherRejected = "voucher-rejected"
        /// The voucher of the service was taken back 红字冲销.
        case reversed
    }

    public var state: State
    public var reason: Reason?
    public var package: String
    public var item: String
    public var subsidyGroup: String?
    public var wantedFen: Int64
    /// What was verified; may wait for a reservation.
    public var actualFen: Int64?
    /// The budget line that was reserved from.
    public var budgetLine: UUID?
    /// The transfer that reserves.
    public var reservation: TransferID?
    /// The event that posted what was verified.
    public var verification: UUID?
    /// Whom the service is owed to, and the profile that brought it, as the entries name them; nil before it was verified.
    public var payee: String?
    public var profile: String?
    public var occurredAt: Date

    public init(
        state: State, reason: Reason? = nil, package: String, item: String, subsidyGroup: String? = nil,
        wantedFen: Int64, actualFen: Int64? = nil, budgetLine: UUID? = nil, reservation: TransferID? = nil,
        verification: UUID? = nil,
        payee: String? = nil, profile: String? = nil, occurredAt: Date
    ) {
        self.state = state
        self.reason = reason
        self.package = package
        self.item = item
        self.subsidyGroup = subsidyGroup
        self.wantedFen = wantedFen
        self.actualFen = actualFen
        self.budgetLine = budgetLine
        self.reservation = reservation
        self.verification = verification
        self.payee = payee
        self.profile = profile
        self.occurredAt = occurredAt
    }
}
