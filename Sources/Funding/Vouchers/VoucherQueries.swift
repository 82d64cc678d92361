import Foundation
import HubModel
import Ledger
import Postgres

/// The statements on vouchers.
enum VoucherQueries {
    /// Stores vouchers that wait for approval; those that are stored stay as they are.
    static func prepare(_ vouchers: [Row], at now: Date) -> Query {
        """
        INSERT INTO voucher (
            voucher_id, event_id, word, month, day, state, total_fen, approvals_needed, prepared_by, prepared_at, station_id)
        SELECT voucher_id, event_id, word, month, day, 'waiting', total_fen, approvals_needed, prepared_by, \(now), station_id
        FROM unnest(
            \(vouchers.map(\.id)), \(vouchers.map(\.event)), \(vouchers.map(\.word)),
            \(vouchers.map { CalendarDate(civil: $0.day.firstOfMonth) }), \(vouchers.map { CalendarDate(civil: $0.day) }),
            \(vouchers.map(\.total)), \(vouchers.map { Int32($0.approvalsNeeded) }), \(vouchers.map(\.preparedBy)),
            \(vouchers.map { $0.station?.rawValue }))
            AS voucher (
                voucher_id, event_id, word, month, day, total_fen, approvals_needed, prepared_by, station_id)
        ON CONFLICT (voucher_id) DO NOTHING
        """
    }

    struct Row {
        var id: UUID
        var event: UUID
        var word: String
        var day: CivilDate
        var total: Int64
        var approvalsNeeded: Int
        var preparedBy: UUID
        var station: StationCode?
    }

    /// Vouchers to be decided on: id, state, prepared by, day, station, who decided so far.
    static func read(_ vouchers: [UUID]) -> Query {
        """
        SELECT v.voucher_id, v.state, v.prepared_by, v.day, v.station_id, ARRAY(
            SELECT d.decided_by FROM voucher_decision d WHERE d.voucher_id = v.voucher_id)
        FROM voucher v WHERE v.voucher_id = ANY (\(vouchers)) ORDER BY v.voucher_id
        """
    }

    static func decide(
        _ voucher: UUID, preparedBy: UUID, by account: UUID, approves: Bool, reason: String?, at now: Date
    ) -> Query {
        """
        INSERT INTO voucher_decision (voucher_id, decided_by, prepared_by, decision, reason, decided_at)
        VALUES (\(voucher), \(account), \(preparedBy), \(approves ? "approved" : "rejected"), \(reason), \(now))
        """
    }

    /// Gives the next number of the series: the number, or NULL while approvals are missing.
    static func number(_ voucher: UUID, at now: Date) -> Query { "SELECT number_voucher(\(voucher), \(now))" }

    static func reject(_ voucher: UUID, at now: Date) -> Query { "SELECT reject_voucher(\(voucher), \(now))" }

    /// The entries of vouchers that wait, for posting or voiding: voucher, number, debit, credit, amount.
    static func pendingEntries(of vouchers: [UUID]) -> Query {
        """
        SELECT event_id, number, debit_account, credit_account, amount FROM ledger_transfer
        WHERE event_id = ANY (\(vouchers)) AND kind = 'pending' ORDER BY event_id, number
        """
    }

    /// Vouchers that wait, oldest first.
    static func waiting(limit: Int) -> Query {
        "SELECT voucher_id FROM voucher WHERE state = 'waiting' ORDER BY month, prepared_at, voucher_id LIMIT \(Int64(limit))"
    }
}
