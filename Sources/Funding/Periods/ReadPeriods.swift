import Foundation
import HubModel
public import Postgres

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
