import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres

/// The finance officer sets money aside anew for a service whose payment came back, so that it can be claimed and paid again.
public struct ReserveReturned: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - event: made once by whoever asks; a UUID of version 7.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``ClaimError``; ``FundingError``, such as ``FundingError/budgetExhausted(leftFen:askedFen:)``; `PostgresError`.
    public func callAsFunction(
        _ key: OrderKey, event id: UUID, by account: UUID, on connection: isolated Connection
    ) async throws {
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        let standing = try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders([key])))[key]
        guard var order = standing, order.state == .returned, let fen = order.actualFen, let lineID = order.budgetLine
        else { throw ClaimError.notReturned(order: key.order) }
        // Taking the service back would leave what is set aside now without anything that is owed.
        if let verification = order.verification,
            try await connection.first(ClaimQueries.isBeingReversed(verifiedBy: verification), as: Bool.self) == true
        {
            throw ClaimError.servicesWait(count: 1)
        }
        let lines = try LineRows.decode(try await connection.rows(FundingQueries.lines([lineID])))
        guard let line = lines.first else { throw FundingError.budgetLineMissing }
        let fund = context.funding.line(line.fundingLine)?.fund
        guard let rule = context.funding.rule(for: .orderAccepted, fund: fund) else {
            throw FundingError.eventNotPosted(FundingEventCode.orderAccepted.rawValue)
        }
        let booking = try periods.bookingDay(of: context.day(now))
        let event = FundingEvent(
            id: id, event: .orderAccepted, occurredAt: now, day: booking.day, notes: booking.notes, budgetLine: line,
            station: key.station, order: key.order, amounts: Dictionary(rule.amounts.map { ($0, fen) }) { $1 },
            reverses: try await connection.first(ClaimQueries.latestReturn(of: key), as: UUID.self), recordedBy: account
        )
        let posting = try Posting(event, rule: rule, chart: context.funding.accounts)
        try await RecordPostings(entity: context.funding.entity, now: now).all([posting], on: connection)
        try await settle(posting, on: connection)
        order.state = .verified
        connection.enqueue(FundingQueries.store([(key: key, funding: order)], at: now))
        try await connection.flush()
    }

    /// It was verified already, so what is set aside is owed at once.
    private func settle(_ posting: Posting, on connection: isolated Connection) async throws {
        guard let reservation = posting.lastTransfer, let transfer = posting.control?.transfers.last else {
            throw FundingError.reservationMissing
        }
        let settled = LedgerEvent(
            id: DerivedID.id("settle", of: posting.event.id), day: posting.event.day, station: posting.event.station,
            transfers: [
                Transfer(
                    .post(reservation), debit: transfer.debit, credit: transfer.credit, amount: transfer.amount)
            ])
        for case .refused(let refusal) in try await RecordEvents(at: now)([settled], on: connection) {
            throw FundingError(refusal)
        }
    }
}
