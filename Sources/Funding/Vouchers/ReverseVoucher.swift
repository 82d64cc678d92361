import DistrictConfig
public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// The finance officer takes an approved voucher back 红字冲销: prepares a voucher in the open month with the same entries in
/// red, and the budget line as it was before. Nothing else corrects what was posted.
public struct ReverseVoucher: Sendable {
    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - event: made once by whoever asks; a UUID of version 7.
    ///   - account: who prepares the reversal, and so doesn't approve it.
    ///   - connection: in a transaction of that person.
    /// - Returns: the voucher that waits for approval.
    /// - Throws: ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ voucher: UUID, reason: String, event: UUID, by account: UUID, on connection: isolated Connection
    ) async throws -> UUID {
        if reason.isBlank { throw FundingError.reasonMissing }
        let periods = try await OpenPeriods.lock(today: context.day(now), at: now, on: connection)
        try await connection.execute(VoucherQueries.lockForReversal(voucher))
        let red = DerivedID.id("voucher", of: event)
        if try await !connection.rows(VoucherQueries.read([red])).isEmpty { return red }
        let original = try await Original.read(voucher, on: connection)
        try original.check()
        let takesBackControl = try await isStillOwed(original, on: connection)
        var taken = try await PostedEntries.read(of: voucher, on: connection)
        taken += try await PostedEntries.control(of: original.event, on: connection)
        if !takesBackControl { taken.removeAll { $0.ledger == BudgetLine.ledger } }
        guard let rule = context.funding.rules.first(where: { $0.event == original.code }) else {
            throw FundingError.eventNotPosted(original.code)
        }
        let booking = try periods.bookingDay(of: context.day(now))
        var posting = Posting(
            original.reversal(event, on: booking, at: now, reason: reason, by: account), withoutEntriesBy: rule)
        posting.takeBack(
            taken.map {
                Posting.TakenBack(
                    ledger: $0.ledger, target: $0.id, debit: $0.debit, credit: $0.credit, amount: $0.amount)
            }, of: voucher, word: original.word, total: original.totalFen)
        _ = try await RecordPostings(entity: context.funding.entity, now: now)([posting], on: connection)
        try await connection.flush()
        return red
    }

    /// Whether what the event did to the budget line is taken back too: not that of a service whose payment came back, which
    /// made the money available already.
    ///
    /// - Throws: ``FundingError/paidService(_:)``
    private func isStillOwed(_ original: Original, on connection: isolated Connection) async throws -> Bool {
        guard let key = original.order else { return true }
        let standing = try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders([key])))[key]
        switch standing?.state {
        case .returned: return false
        case .claimed, .paid: throw FundingError.paidService(original.voucher)
        default: return true
        }
    }
}

/// A voucher that is to be taken back.
private struct Original {
    var voucher: UUID
    var state: String
    var event: UUID
    var code: String
    var word: String
    var totalFen: Int64
    var station: StationCode?
    var reverses: UUID?
    var order: OrderKey?
    var line: BudgetLine?
    var isTakenBack: Bool
    var amounts: [String: Int64]

    static func read(_ voucher: UUID, on connection: isolated Connection) async throws -> Original {
        guard let row = try await connection.rows(VoucherQueries.reversible(voucher)).first else {
            throw FundingError.voucherNotFound(voucher)
        }
        let station = try row.decode("station_id", as: String?.self).flatMap(StationCode.init(rawValue:))
        let order = try row.decode("order_id", as: String?.self)
        let lineID = try row.decode("budget_line_id", as: UUID?.self)
        let lines = try LineRows.decode(
            try await connection.rows(FundingQueries.lines([lineID].compactMap(\.self))))
        return Original(
            voucher: voucher, state: try row.decode("state"), event: try row.decode("event_id"),
            code: try row.decode("event"), word: try row.decode("word"), totalFen: try row.decode("total_fen"),
            station: station, reverses: try row.decode("reverses"),
            order: station.flatMap { station in order.map { OrderKey(station: station, order: $0) } },
            line: lines.first, isTakenBack: try row.decode("exists"),
            amounts: try row.decode("amounts", as: JSONB.self).decode(as: [String: Int64].self))
    }

    func check() throws(FundingError) {
        guard state == "approved", reverses == nil else { throw .notReversible(voucher) }
        guard !isTakenBack else { throw .reversedAlready(voucher) }
        if FundingEventCode(rawValue: code)?.isPayment == true { throw .claimPayment(voucher) }
    }

    func reversal(
        _ id: UUID, on booking: BookingDay, at now: Date, reason: String, by account: UUID
    ) -> FundingEvent {
        var event = FundingEvent(
            id: id, event: .serviceVerified, occurredAt: now, day: booking.day, notes: booking.notes, budgetLine: line,
            station: station, order: order?.order, amounts: amounts, reason: reason, reverses: self.event,
            recordedBy: account)
        event.event = code
        return event
    }
}

extension FundingDesk {
    /// Prepares the voucher that takes another one back, with an entry in the audit trail.
    ///
    /// - Returns: the voucher that waits for approval.
    /// - Throws: what ``ReverseVoucher`` throws.
    public func reverse(_ voucher: UUID, reason: String, event: UUID, by author: FundingAuthor) async throws -> UUID {
        let context = context
        return try await change(by: author) { connection in
            let red = try await ReverseVoucher(context: context, at: author.now)(
                voucher, reason: reason, event: event, by: author.account, on: connection)
            try await author.record(.voucherReversed, .init(.voucher, id: voucher), reason: reason, on: connection)
            return red
        }
    }
}
