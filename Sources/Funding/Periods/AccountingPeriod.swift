public import Foundation
public import HubModel

/// A month 会计期间 of the books.
public struct AccountingPeriod: Hashable, Sendable {
    /// How it was closed the last time.
    public struct Closing: Hashable, Sendable {
        public var by: UUID
        public var at: Date
        public var proof: PeriodProof
    }

    /// Somebody's wish to open it again, that waits for another person.
    public struct Request: Hashable, Sendable {
        public var id: UUID
        public var reason: String
        public var by: UUID
        public var at: Date

        /// Why somebody may not confirm it; nil when they may.
        public func bar(to account: UUID) -> SeparationOfDuties.Bar? {
            SeparationOfDuties.bar(to: account, preparedBy: by)
        }
    }

    /// The first day.
    public var month: CivilDate
    public var isOpen: Bool
    /// Vouchers that wait for approval.
    public var waitingVouchers: Int
    public var closing: Closing?
    public var request: Request?
}
