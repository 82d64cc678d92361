public import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// The finance officer pays an approved claim: prepares the voucher with whose approval the money counts as paid.
public struct PayClaim: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - method: one of `FundingConfiguration.paymentMethods(of:)`.
    ///   - document: number of the payment order, 1 to 100 characters.
    ///   - event: made once by whoever asks, so that asking again doesn't pay twice; a UUID of version 7.
    ///   - account: who prepares the voucher, and so doesn't approve it.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``ClaimError``; ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ id: UUID, _ method: FundingEventCode, document: String, event: UUID, by account: UUID,
        on connection: isolated Connection
    ) async throws {
        if document.isBlank { throw FundingError.reasonMissing }
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let claim = try await ReadClaims.locked(id, on: connection)
        if claim.payment == event { return }
        guard claim.state == .approved else { throw ClaimError.settled(claim.state) }
        let money = try await ClaimedMoney.lock(claim, on: connection)
        if let changed = money.first(where: { !$0.isOwed(by: claim, in: .claimed) }) {
            throw ClaimError.changed(order: changed.claimed.order)
        }
        let orders = money.map(\.claimed)
        let posting = try self.posting(
            of: orders, in: claim, method, document, event, account, try periods.bookingDay(of: context.day(now)))
        try await checkCarriedOver(posting, claim, on: connection)
        try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
        connection.enqueue(ClaimQueries.pay(id, by: event, at: now))
        // Where no book is touched nobody approves: it is paid.
        if posting.voucher == nil {
            VoucherConsequences(at: now).follow(
                approved: [.init(event: event, code: method.rawValue)], on: connection)
        }
        try await connection.flush()
    }

    private func posting(
        of orders: [ClaimedOrder], in claim: Claim, _ method: FundingEventCode, _ document: String, _ id: UUID,
        _ account: UUID, _ booking: BookingDay
    ) throws -> Posting {
        let claimPosting = try ClaimPosting(claim, context: context)
        guard context.funding.paymentMethods(of: claimPosting.line).contains(method),
            let rule = context.funding.rule(for: method, fund: claimPosting.line.fund)
        else { throw ClaimError.otherMethod(method.rawValue) }
        let total = try orders.map(\.fen).total()
        let event = FundingEvent(
            id: id, event: method, occurredAt: now, day: booking.day, notes: booking.notes, budgetLine: claim.line,
            station: claim.station, amounts: Dictionary(rule.amounts.map { ($0, total) }) { $1 }, document: document,
            reason: claim.number, recordedBy: account)
        return try claimPosting.posting(event, rule, of: orders)
    }

    /// What is paid out of money that was carried over is no more than what was.
    private func checkCarriedOver(
        _ posting: Posting, _ claim: Claim, on connection: isolated Connection
    ) async throws {
        guard posting.rule.eventCode == .paidFromCarryOver, let voucher = posting.voucher else { return }
        let accounts = Set(posting.rule.financial.filter { $0.side == .credit }.map(\.account))
        try await connection.execute(ClaimQueries.lockCarriedOver(claim.line.fundingLine))
        var left: Int64 = 0
        for account in accounts.sorted() {
            left +=
                try await connection.first(
                    ClaimQueries.left(in: account, of: claim.line.fundingLine), as: Int64.self) ?? 0
        }
        guard left >= voucher.total else {
            throw ClaimError.carriedOverExceeded(leftFen: left, askedFen: voucher.total)
        }
    }
}

extension FundingDesk {
    /// Prepares the payment of a claim, with an entry in the audit trail.
    ///
    /// - Throws: what ``PayClaim`` throws.
    public func pay(
        _ claim: UUID, _ method: FundingEventCode, document: String, event: UUID, by author: FundingAuthor
    ) async throws {
        let context = context
        try await change(by: author) { connection in
            try await PayClaim(context: context, at: author.now)(
                claim, method, document: document, event: event, by: author.account, on: connection)
            try await author.record(.claimPaid, .init(.claim, id: claim), on: connection)
        }
    }
}
