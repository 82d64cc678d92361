import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// The finance officer records that money of a paid claim came back, by the orders it was for.
///
/// In the year of the payment its entries are taken back in red 红字冲销 and the money is available again; in a later year it
/// is booked as money of a former year. Either waits for the approval of the voucher.
public struct ReturnPayment: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - orders: of the claim, whose money came back whole.
    ///   - document: number of the bank's or treasury's paper.
    ///   - event: made once by whoever asks, so that asking again changes nothing; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``ClaimError``; ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ id: UUID, orders asked: [String], document: String, reason: String, event: UUID, by account: UUID,
        on connection: isolated Connection
    ) async throws {
        for text in [document, reason] where text.isBlank { throw FundingError.reasonMissing }
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let claim = try await ReadClaims.locked(id, on: connection)
        if try await connection.first(ClaimQueries.isReturned(by: event, id), as: Bool.self) == true { return }
        guard claim.state == .paid, let payment = claim.payment else { throw ClaimError.settled(claim.state) }
        let known = try await ReadClaims.orders(of: id, on: connection)
        let chosen = known.filter { asked.contains($0.order) }
        guard !chosen.isEmpty else { throw ClaimError.orderCount(0) }
        for order in asked where !chosen.contains(where: { $0.order == order && $0.isLive && !$0.isReturning }) {
            throw ClaimError.notPaid(order: order)
        }
        let paid = try await PaidClaim.read(payment, on: connection)
        var posting = try self.posting(
            chosen, of: claim, paid, (document, reason), event, account,
            try periods.bookingDay(of: context.day(now)))
        if posting.rule.reverses.isEmpty == false { try takeBack(chosen, of: claim, paid, in: &posting) }
        try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
        connection.enqueue(ClaimQueries.markReturning(chosen.map(\.order), of: id, by: event))
        if posting.voucher == nil {
            VoucherConsequences(at: now).follow(
                approved: [.init(event: event, code: FundingEventCode.paymentReturned.rawValue)], on: connection)
        }
        try await connection.flush()
    }

    private func posting(
        _ orders: [ClaimedOrder], of claim: Claim, _ paid: PaidClaim, _ words: (document: String, reason: String),
        _ id: UUID, _ account: UUID, _ booking: BookingDay
    ) throws -> Posting {
        let claimPosting = try ClaimPosting(claim, context: context)
        let fund = claimPosting.line.fund
        let isFormer = paid.day.year < booking.day.year
        let rule =
            isFormer
            ? context.funding.formerYearReturn(of: paid.method, fund: fund)
            : context.funding.rule(for: .paymentReturned, fund: fund)
        guard let rule else { throw FundingError.eventNotPosted(FundingEventCode.paymentReturned.rawValue) }
        let total = try orders.map(\.fen).total()
        var event = FundingEvent(
            id: id, event: .paymentReturned, occurredAt: now, day: booking.day, notes: booking.notes,
            budgetLine: claim.line, station: claim.station,
            amounts: Dictionary(rule.amounts.map { ($0, total) }) { $1 }, document: words.document,
            reason: words.reason, reverses: claim.payment, recordedBy: account)
        event.event = rule.event
        return try claimPosting.posting(event, rule, of: orders)
    }

    /// The part of the payment's entries that is taken back.
    private func takeBack(
        _ orders: [ClaimedOrder], of claim: Claim, _ paid: PaidClaim, in posting: inout Posting
    ) throws {
        guard let voucher = paid.voucher else { return }
        let claimPosting = try ClaimPosting(claim, context: context)
        guard let rule = context.funding.rule(for: paid.method, fund: claimPosting.line.fund),
            let word = rule.voucherWord
        else { throw FundingError.eventNotPosted(paid.method.rawValue) }
        let total = try orders.map(\.fen).total()
        var event = posting.event
        event.amounts = Dictionary(rule.amounts.map { ($0, total) }) { $1 }
        let again = try claimPosting.posting(event, rule, of: orders)
        let books = Dictionary(
            again.accounts.map { ($0.key.id, $0.key.ledger) }
        ) { first, _ in first }
        let taken = try (again.voucher?.entries.transfers ?? []).map { entry in
            guard let original = paid.entries.first(where: { $0.debit == entry.debit && $0.credit == entry.credit })
            else { throw FundingError.notReversible(voucher) }
            return Posting.TakenBack(
                ledger: books[entry.debit] ?? "", target: original.id, debit: entry.debit, credit: entry.credit,
                amount: entry.amount)
        }
        posting.takeBack(taken, of: voucher, word: word, total: again.voucher?.total ?? total)
    }
}

/// How a claim was paid.
private struct PaidClaim {
    struct Entry {
        var id: TransferID
        var debit: AccountID
        var credit: AccountID
    }

    var method: FundingEventCode
    var day: CivilDate
    var voucher: UUID?
    var entries: [Entry] = []

    static func read(_ payment: UUID, on connection: isolated Connection) async throws -> PaidClaim {
        let row = try await connection.first(
            ClaimQueries.payment(payment), as: (String.self, CalendarDate.self, UUID?.self, String?.self))
        guard let row, let method = FundingEventCode(rawValue: row.0) else { throw ClaimError.notFound }
        var paid = PaidClaim(method: method, day: CivilDate(driver: row.1), voucher: row.2)
        if let voucher = row.2 {
            paid.entries = try await PostedEntries.read(of: voucher, on: connection).map {
                Entry(id: $0.id, debit: $0.debit, credit: $0.credit)
            }
        }
        return paid
    }
}

extension FundingDesk {
    /// Records that money of a paid claim came back, with an entry in the audit trail.
    ///
    /// - Throws: what ``ReturnPayment`` throws.
    public func returnPayment(
        of claim: UUID, orders: [String], document: String, reason: String, event: UUID, by author: FundingAuthor
    ) async throws {
        let context = context
        try await change(by: author) { connection in
            try await ReturnPayment(context: context, at: author.now)(
                claim, orders: orders, document: document, reason: reason, event: event, by: author.account,
                on: connection)
            try await author.record(.paymentReturned, .init(.claim, id: claim), on: connection)
        }
    }
}
