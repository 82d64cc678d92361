public import Foundation
public import HubModel
public import Postgres
import Protection

/// The finance officer closes a month 结账: when the books prove themselves and nothing waits. Afterwards nothing is booked in it.
public struct CloseMonth: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - day: any day of the month.
    ///   - connection: in a transaction of the person who closes it.
    /// - Returns: what was proved; kept with the month.
    /// - Throws: ``PeriodError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(_ day: CivilDate, on connection: isolated Connection) async throws -> PeriodProof {
        let month = day.firstOfMonth
        guard month < context.day(now).firstOfMonth else { throw PeriodError.notOver(month) }
        guard try await connection.first(PeriodQueries.lock(month), as: String?.self) == .some("open") else {
            throw PeriodError.notOpen(month)
        }
        let waiting = try await connection.first(PeriodQueries.waitingVouchers(of: month), as: Int64.self) ?? 0
        guard waiting == 0 else { throw PeriodError.vouchersWait(count: Int(waiting)) }
        let proof = try await ProvePeriod(context: context)(month, on: connection)
        guard proof.findings.isEmpty else { throw PeriodError.unproven(proof) }
        do {
            _ = try await connection.rows(PeriodQueries.close(month, try JSONB(encoding: proof), at: now))
        } catch let error as PostgresError {
            throw PeriodError(error, month) ?? error
        }
        return proof
    }

    /// What closing the month would prove, without closing it.
    ///
    /// - Parameter connection: in a transaction of somebody who may read the books.
    public func preview(_ day: CivilDate, on connection: isolated Connection) async throws -> PeriodProof {
        try await ProvePeriod(context: context)(day.firstOfMonth, on: connection)
    }
}

extension PeriodError {
    /// What the database refuses.
    init?(_ error: PostgresError, _ month: CivilDate) {
        switch error.constraintName {
        case "accounting_period_open": self = .notOpen(month)
        case "accounting_period_closed": self = .notClosed(month)
        case "accounting_period_order": self = .earlierOpen
        case "accounting_period_vouchers": self = .vouchersWait(count: 1)
        case "period_reopening_waiting": self = .requestWaits
        case "period_reopening_waits": self = .requestNotFound
        case "period_reopening_check": self = .ownRequest
        default: return nil
        }
    }
}

extension FundingDesk {
    /// Closes a month, with an entry in the audit trail.
    ///
    /// - Throws: what ``CloseMonth`` throws.
    public func close(month: CivilDate, by author: FundingAuthor) async throws {
        let context = context
        try await change(by: author) { connection in
            _ = try await CloseMonth(context: context, at: author.now)(month, on: connection)
            try await author.record(.monthClosed, .init(month: month), on: connection)
        }
    }
}

extension AuditEvent.Entity {
    init(month: CivilDate) { self.init(.month, String(month.description.prefix(7))) }
}
