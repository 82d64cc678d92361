import DistrictConfig
public import Foundation
import Ledger
public import Postgres

/// Makes money that was carried over available again in the new year 恢复使用.
public struct RestoreBudget: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - line: of the old year.
    ///   - next: of the same funding line and station in a later year.
    ///   - asQuota: whether the treasury grants it to the zero-balance account again 恢复额度.
    ///   - event: made once by whoever asks; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Returns: what is available again, in fen.
    /// - Throws: ``PeriodError``; ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ line: BudgetLine, into next: BudgetLine, asQuota: Bool = false, event: UUID, by account: UUID,
        on connection: isolated Connection
    ) async throws -> Int64 {
        guard let fundingLine = context.funding.line(line.fundingLine) else {
            throw FundingError.unknownFundingLine(line.fundingLine)
        }
        guard line.fundingLine == next.fundingLine else { throw FundingError.otherFundingLine }
        guard line.station == next.station else { throw FundingError.otherStation }
        guard line.fiscalYear < next.fiscalYear else { throw PeriodError.yearNotOver(line.fiscalYear) }
        let code: FundingEventCode = asQuota ? .quotaRestored : .budgetRestored
        guard let rule = context.funding.rule(for: code, fund: fundingLine.fund) else {
            throw FundingError.eventNotPosted(code.rawValue)
        }
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let booking = try periods.bookingDay(of: context.day(now))
        let carried = line.account(.carriedOver).key.id
        let left = try await ReadAccounts()([carried], on: connection)[carried]?.available ?? 0
        guard left > 0 else { throw PeriodError.nothingLeft }
        let event = FundingEvent(
            id: event, event: code, occurredAt: now, day: booking.day, notes: booking.notes, budgetLine: line,
            toLine: next, station: line.station, amounts: Dictionary(rule.amounts.map { ($0, left) }) { $1 },
            recordedBy: account)
        let posting = try Posting(
            event, rule: rule, chart: context.funding.accounts,
            dimensions: BookDimensions(line: fundingLine, station: line.station))
        try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
        try await connection.flush()
        return left
    }
}
