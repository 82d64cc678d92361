public import Foundation
public import HubModel
public import Postgres
import Protection

/// Opens a closed month again 反结账: one person asks for it with the reason, another one confirms it.
public struct ReopenMonth: Sendable {
    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - day: any day of the month.
    ///   - request: made once by whoever asks; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``PeriodError``; ``FundingError/reasonMissing``; `PostgresError`, also when the person's role may not.
    public func ask(
        _ day: CivilDate, reason: String, request: UUID, by account: UUID, on connection: isolated Connection
    ) async throws {
        let month = day.firstOfMonth
        if reason.isBlank { throw FundingError.reasonMissing }
        guard try await connection.first(PeriodQueries.state(of: month), as: String.self) == "closed" else {
            throw PeriodError.notClosed(month)
        }
        do {
            try await connection.execute(
                PeriodQueries.askToReopen(request, month, reason: reason, by: account, at: now))
        } catch let error as PostgresError {
            throw PeriodError(error, month) ?? error
        }
    }

    /// - Parameter connection: in a transaction of another person than the one who asked.
    /// - Returns: the month, which is open again.
    /// - Throws: ``PeriodError``; `PostgresError`, also when the person's role may not.
    public func confirm(_ request: UUID, on connection: isolated Connection) async throws -> CivilDate {
        do {
            let month = try await connection.first(PeriodQueries.reopen(request, at: now), as: CalendarDate.self)
            guard let month else { throw PeriodError.requestNotFound }
            return CivilDate(driver: month)
        } catch let error as PostgresError {
            if error.constraintName == "accounting_period_order" { throw PeriodError.laterClosed }
            throw PeriodError(error, CivilDate(driver: CalendarDate(daysSince2000: 0))) ?? error
        }
    }
}

extension FundingDesk {
    /// Asks to open a closed month again, with an entry in the audit trail.
    ///
    /// - Throws: what ``ReopenMonth/ask(_:reason:request:by:on:)`` throws.
    public func askToReopen(_ month: CivilDate, reason: String, request: UUID, by author: FundingAuthor) async throws {
        try await change(by: author) { connection in
            try await ReopenMonth(at: author.now).ask(
                month, reason: reason, request: request, by: author.account, on: connection)
            try await author.record(.reopeningAsked, .init(month: month), reason: reason, on: connection)
        }
    }

    /// Opens a closed month again as somebody else asked to, with an entry in the audit trail.
    ///
    /// - Throws: what ``ReopenMonth/confirm(_:on:)`` throws; ``PeriodError/requestNotFound`` when the request is of another
    ///   month.
    public func reopen(_ month: CivilDate, request: UUID, by author: FundingAuthor) async throws {
        try await change(by: author) { connection in
            guard try await ReopenMonth(at: author.now).confirm(request, on: connection) == month else {
                throw PeriodError.requestNotFound
            }
            try await author.record(.monthReopened, .init(month: month), on: connection)
        }
    }
}
