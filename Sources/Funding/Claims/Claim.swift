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
