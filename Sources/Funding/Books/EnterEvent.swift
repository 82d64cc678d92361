public import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// The finance officer enters a business event by hand: money that came in or was handed over, advances to contractors and
/// their settlement [FUN-6], and what the district's own manual rules provide for.
public struct EnterEvent: Sendable {
    /// What is entered.
    public struct Entry: Hashable, Sendable {
        /// The event of a rule of ``EnterEvent/rules(of:)``.
        public var event: String
        public var line: BudgetLine
        /// Fen by the names of the rule's base amounts; 0 or more, one of them 1 or more.
        public var amounts: [String: Int64]
        /// Whom the money goes to or comes from, 1 to 100 characters.
        public var payee: String?
        /// Number of the bank's or treasury's paper, 1 to 100 characters.
        public var document: String
        public var reason: String

        public init(
            event: String, line: BudgetLine, amounts: [String: Int64], payee: String? = nil, document: String,
            reason: String
        ) {
            self.event = event
            self.line = line
            self.amounts = amounts
            self.payee = payee
            self.document = document
            self.reason = reason
        }
    }

    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// The rules by which entries are made by hand at the unit.
    public static func rules(of funding: FundingConfiguration) -> [PostingRule] {
        funding.rules.filter { $0.isManual || $0.eventCode.map(byHand.contains) == true }
    }

    private static let byHand: Set<FundingEventCode> = [
        .quotaGranted, .advancePaid, .advanceSettled, .companyPrepaid, .copaymentReceived, .copaymentHandedOver,
    ]

    /// - Parameters:
    ///   - id: made once by whoever asks, so that asking again doesn't enter it twice; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ entry: Entry, id: UUID, by account: UUID, on connection: isolated Connection
    ) async throws {
        let (rule, line) = try checked(entry)
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let booking = try periods.bookingDay(of: context.day(now))
        var event = FundingEvent(
            id: id, event: .advancePaid, occurredAt: now, day: booking.day, notes: booking.notes,
            budgetLine: entry.line,
            station: entry.line.station, amounts: entry.amounts, document: entry.document, reason: entry.reason,
            recordedBy: account)
        event.event = rule.event
        let dimensions = BookDimensions(line: line, station: entry.line.station, payee: entry.payee)
        let posting = try Posting(event, rule: rule, chart: context.funding.accounts, dimensions: dimensions)
        try await checkSettled(posting, rule, dimensions, on: connection)
        try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
        try await connection.flush()
    }

    private func checked(_ entry: Entry) throws(FundingError) -> (PostingRule, FundingLine) {
        guard let line = context.funding.line(entry.line.fundingLine) else {
            throw .unknownFundingLine(entry.line.fundingLine)
        }
        let rule = Self.rules(of: context.funding).first { $0.event == entry.event && $0.funds.contains(line.fund) }
        guard let rule else { throw .notByHand(entry.event) }
        for text in [entry.document, entry.reason] where text.isBlank { throw .reasonMissing }
        if let unknown = entry.amounts.keys.first(where: { !rule.amounts.contains($0) }) {
            throw .amountMissing(unknown)
        }
        if let negative = entry.amounts.values.first(where: { $0 < 0 }) { throw .amountNotPositive(negative) }
        guard entry.amounts.values.contains(where: { $0 > 0 }) else { throw .amountNotPositive(0) }
        return (rule, line)
    }

    /// An advance is settled, and co-payments are handed over, up to what there is of them.
    private func checkSettled(
        _ posting: Posting, _ rule: PostingRule, _ dimensions: BookDimensions, on connection: isolated Connection
    ) async throws {
        let side: EntrySide
        switch rule.eventCode {
        case .advanceSettled: side = .credit
        case .copaymentHandedOver: side = .debit
        default: return
        }
        try await connection.execute(SettlementQueries.lockSettlement(rule.event))
        for line in rule.financial where line.side == side {
            guard let account = context.funding.accounts.account(line.account, in: .financial) else { continue }
            let asked = line.amounts.reduce(Int64(0)) { $0 &+ (posting.event.amounts[$1] ?? 0) }
            let id = dimensions.account(account).key.id
            let left = try await ReadAccounts()([id], on: connection)[id]?.available ?? 0
            guard asked <= left else { throw FundingError.nothingToSettle(leftFen: left, askedFen: asked) }
        }
    }
}

extension FundingDesk {
    /// Enters an event by hand, with an entry in the audit trail unless it was entered already.
    ///
    /// - Throws: what ``EnterEvent`` throws.
    public func enter(_ entry: EnterEvent.Entry, id: UUID, by author: FundingAuthor) async throws {
        let context = context
        try await change(by: author) { connection in
            let isNew = try await !ReadFundingEvents().exists(id, on: connection)
            try await EnterEvent(context: context, at: author.now)(entry, id: id, by: author.account, on: connection)
            guard isNew else { return }
            try await author.record(
                .eventEntered, .init(.budgetLine, id: entry.line.id), reason: entry.reason, on: connection)
        }
    }
}
