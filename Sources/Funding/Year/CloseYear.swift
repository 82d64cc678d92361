import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// The finance officer closes a year's revenue and cost 年末结账: prepares the vouchers that empty them, dated the last of December.
public struct CloseYear: Sendable {
    private let context: FundingContext
    private let now: Date
    /// Entries a voucher at most; what is more gets another one.
    private static let entriesOfVoucher = 5000

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - event: made once by whoever asks, so that asking again prepares nothing twice; a UUID of version 7.
    ///   - account: who prepares the vouchers, and so doesn't approve them.
    ///   - connection: in a transaction of that person.
    /// - Returns: how many vouchers were prepared.
    /// - Throws: ``PeriodError``; ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ year: Int, event: UUID, by account: UUID, on connection: isolated Connection
    ) async throws -> Int {
        let day = try await YearEnd(year, context: context, now: now).lock(on: connection)
        guard let rule = context.funding.rule(for: .yearEndClose), let word = rule.voucherWord else {
            throw FundingError.eventNotPosted(FundingEventCode.yearEndClose.rawValue)
        }
        if try await !connection.rows(VoucherQueries.read([DerivedID.id("voucher", of: event)])).isEmpty { return 0 }
        if try await connection.first(YearQueries.hasOpenMonth(before: day.firstOfMonth), as: Bool.self) == true {
            throw PeriodError.earlierOpen
        }
        let waiting =
            try await connection.first(
                PeriodQueries.waitingVouchers(of: day.firstOfMonth), as: Int64.self) ?? 0
        guard waiting == 0 else { throw PeriodError.vouchersWait(count: Int(waiting)) }
        let plan = try ClosingPlan(
            try await balances(year, on: connection), steps: rule.closing,
            funds: { context.funding.line($0)?.closingFunds })
        guard !plan.entries.isEmpty else { throw PeriodError.nothingToClose(year) }
        let postings = try stride(from: 0, to: plan.entries.count, by: Self.entriesOfVoucher).map { first in
            let part = plan.entries[first..<min(first + Self.entriesOfVoucher, plan.entries.count)]
            let id = first == 0 ? event : DerivedID.id("close/\(first)", of: event)
            return try posting(part, id, day, rule, word, account)
        }
        _ = try await RecordPostings(entity: context.funding.entity, now: now)(postings, on: connection)
        try await connection.flush()
        return postings.count
    }

    private func balances(_ year: Int, on connection: isolated Connection) async throws -> [ClosingPlan.Balance] {
        guard let next = CivilDate(year: Int64(year) + 1, month: 1, day: 1) else { return [] }
        return try await connection.rows(
            YearQueries.balances(before: next), as: (String.self, String.self, JSONB.self, Int64.self)
        ).map { ledger, code, dimensions, net in
            ClosingPlan.Balance(
                key: AccountKey(
                    ledger: ledger, code: code, dimensions: try dimensions.decode(as: [String: String].self)),
                net: net)
        }
    }

    private func posting(
        _ entries: ArraySlice<ClosingPlan.Entry>, _ id: UUID, _ day: CivilDate, _ rule: PostingRule, _ word: String,
        _ account: UUID
    ) throws -> Posting {
        let total = try entries.map(\.fen).total()
        let event = FundingEvent(
            id: id, event: .yearEndClose, occurredAt: now, day: day, amounts: ["total": total], recordedBy: account)
        var posting = Posting(event, withoutEntriesBy: rule)
        posting.addEntries(
            try entries.map { (try definition($0.debit), try definition($0.credit), $0.fen) }, word: word, total: total)
        return posting
    }

    private func definition(_ key: AccountKey) throws(FundingError) -> AccountDefinition {
        guard let book = FundingBook(rawValue: key.ledger),
            let account = context.funding.accounts.account(key.code, in: book)
        else { throw .unknownAccount(key.code) }
        return AccountDefinition(
            key: key, unit: "fen", normalSide: account.normalSide == .debit ? .debit : .credit,
            station: key.dimensions["station"].flatMap(StationCode.init(rawValue:)))
    }
}

extension FundingDesk {
    /// Prepares the vouchers that close a year, with an entry in the audit trail.
    ///
    /// - Returns: how many vouchers were prepared.
    /// - Throws: what ``CloseYear`` throws.
    public func close(year: Int, event: UUID, by author: FundingAuthor) async throws -> Int {
        let context = context
        return try await change(by: author) { connection in
            let prepared = try await CloseYear(context: context, at: author.now)(
                year, event: event, by: author.account, on: connection)
            try await author.record(.yearEndBooked, .init(.month, "\(year)"), on: connection)
            return prepared
        }
    }
}
