import DistrictConfig
public import Foundation
import Ledger
public import Postgres
import Protection

/// What becomes of a budget line that has money left at the end of its year 年末指标处理: it is carried over 结转, with what the
/// treasury owes booked, or it lapses 收回. What orders reserve stays with the line.
public struct CarryOverBudget: Sendable {
    public enum Decision: String, CaseIterable, Sendable {
        case carryOver = "carry-over"
        case lapse
    }

    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - event: made once by whoever asks; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Returns: what was carried over or lapsed, in fen.
    /// - Throws: ``PeriodError``; ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ line: BudgetLine, _ decision: Decision, event: UUID, by account: UUID, on connection: isolated Connection
    ) async throws -> Int64 {
        guard let fundingLine = context.funding.line(line.fundingLine) else {
            throw FundingError.unknownFundingLine(line.fundingLine)
        }
        let day = try await YearEnd(line.fiscalYear, context: context, now: now).lock(on: connection)
        let available = line.account(.available).key.id
        let left = try await ReadAccounts()([available], on: connection)[available]?.available ?? 0
        guard left > 0 else { throw PeriodError.nothingLeft }
        let parts = try await parts(left, of: fundingLine, decision, on: connection)
        var postings: [Posting] = []
        for (index, part) in parts.enumerated() {
            guard let rule = context.funding.rule(for: part.code, fund: fundingLine.fund) else {
                throw FundingError.eventNotPosted(part.code.rawValue)
            }
            let event = FundingEvent(
                id: index == 0 ? event : DerivedID.id("carry-over/\(index)", of: event), event: part.code,
                occurredAt: now, day: day, budgetLine: line, station: line.station,
                amounts: Dictionary(rule.amounts.map { ($0, part.fen) }) { $1 }, recordedBy: account)
            postings.append(
                try Posting(
                    event, rule: rule, chart: context.funding.accounts,
                    dimensions: BookDimensions(line: fundingLine, station: line.station)))
        }
        try await RecordPostings(entity: context.funding.entity, now: now).all(postings, on: connection)
        try await connection.flush()
        return left
    }

    /// The events of it. Of appropriations that a zero-balance account was granted quota for, what of the quota is left is
    /// given back first, and the rest was never granted.
    private func parts(
        _ fen: Int64, of line: FundingLine, _ decision: Decision, on connection: isolated Connection
    ) async throws -> [(code: FundingEventCode, fen: Int64)] {
        if decision == .lapse { return [(.budgetLapsed, fen)] }
        guard line.source == .appropriation else { return [(.budgetCarriedOver, fen)] }
        guard let rule = context.funding.rule(for: .yearEndQuotaUnused),
            let quota = rule.financial.first(where: { $0.side == .credit })?.account
        else { return [(.yearEndDirectUnused, fen)] }
        try await connection.execute(ClaimQueries.lockCarriedOver(line.code))
        let granted = try await connection.first(ClaimQueries.left(in: quota, of: line.code), as: Int64.self) ?? 0
        let part = min(max(granted, 0), fen)
        return [(code: FundingEventCode.yearEndQuotaUnused, fen: part), (.yearEndDirectUnused, fen - part)].filter {
            $0.fen > 0
        }
    }
}

extension FundingDesk {
    /// Carries over or lapses what is left on a line, with an entry in the audit trail.
    ///
    /// - Returns: what was carried over or lapsed, in fen.
    /// - Throws: what ``CarryOverBudget`` throws.
    public func settle(
        _ line: BudgetLine, _ decision: CarryOverBudget.Decision, event: UUID, by author: FundingAuthor
    ) async throws -> Int64 {
        let context = context
        return try await change(by: author) { connection in
            let fen = try await CarryOverBudget(context: context, at: author.now)(
                line, decision, event: event, by: author.account, on: connection)
            try await author.record(.yearEndBooked, .init(.budgetLine, id: line.id), on: connection)
            return fen
        }
    }

    /// Makes carried-over money available again, with an entry in the audit trail.
    ///
    /// - Returns: what is available again, in fen.
    /// - Throws: what ``RestoreBudget`` throws.
    public func restore(
        _ line: BudgetLine, into next: BudgetLine, asQuota: Bool, event: UUID, by author: FundingAuthor
    ) async throws -> Int64 {
        let context = context
        return try await change(by: author) { connection in
            let fen = try await RestoreBudget(context: context, at: author.now)(
                line, into: next, asQuota: asQuota, event: event, by: author.account, on: connection)
            try await author.record(.yearEndBooked, .init(.budgetLine, id: line.id), on: connection)
            return fen
        }
    }
}
