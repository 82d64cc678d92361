public import Foundation
public import HubModel
public import Postgres

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

/// Reads the months that were ever opened.
public struct ReadPeriods: Sendable {
    public init() {}

    /// - Returns: the latest first.
    public func callAsFunction(on connection: isolated Connection) async throws -> [AccountingPeriod] {
        try await connection.rows(PeriodQueries.all).map { row in
            let proof = try row.decode("proof", as: JSONB?.self)?.decode(as: PeriodProof.self)
            let closedBy = try row.decode("closed_by", as: UUID?.self)
            let closedAt = try row.decode("closed_at", as: Date?.self)
            let request = try row.decode("reopening_id", as: UUID?.self)
            var period = AccountingPeriod(
                month: CivilDate(driver: try row.decode("month", as: CalendarDate.self)),
                isOpen: try row.decode("state", as: String.self) == "open",
                waitingVouchers: Int(try row.decode("waiting", as: Int64.self)))
            if let closedBy, let closedAt, let proof {
                period.closing = AccountingPeriod.Closing(by: closedBy, at: closedAt, proof: proof)
            }
            if let request {
                period.request = AccountingPeriod.Request(
                    id: request, reason: try row.decode("reason"), by: try row.decode("requested_by"),
                    at: try row.decode("requested_at"))
            }
            return period
        }
    }
}
