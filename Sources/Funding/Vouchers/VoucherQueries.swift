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
            voucher_id, event_id, word, month, day, state, total_fen, approvals_needed, prepared_by, prepared_at, station_id,
            reverses)
        SELECT voucher_id, event_id, word, month, day, 'waiting', total_fen, approvals_needed, prepared_by, \(now), station_id,
            reverses
        FROM unnest(
            \(vouchers.map(\.id)), \(vouchers.map(\.event)), \(vouchers.map(\.word)),
            \(vouchers.map { CalendarDate(civil: $0.day.firstOfMonth) }), \(vouchers.map { CalendarDate(civil: $0.day) }),
            \(vouchers.map(\.total)), \(vouchers.map { Int32($0.approvalsNeeded) }), \(vouchers.map(\.preparedBy)),
            \(vouchers.map { $0.station?.rawValue }), \(vouchers.map(\.reverses)))
            AS voucher (
                voucher_id, event_id, word, month, day, total_fen, approvals_needed, prepared_by, station_id, reverses)
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
        var reverses: UUID?
    }

    /// Stores what vouchers take back.
    static func takeBack(_ taken: [(voucher: UUID, number: Int, transfer: Posting.TakenBack)]) -> Query {
        """
        INSERT INTO voucher_reversal (
            voucher_id, number, ledger, target_event, target_number, debit_account, credit_account, amount)
        SELECT * FROM unnest(
            \(taken.map(\.voucher)), \(taken.map { Int16($0.number) }), \(taken.map(\.transfer.ledger)),
            \(taken.map(\.transfer.target.event)), \(taken.map { Int16($0.transfer.target.number) }),
            \(taken.map(\.transfer.debit.rawValue)), \(taken.map(\.transfer.credit.rawValue)),
            \(taken.map(\.transfer.amount)))
        ON CONFLICT (voucher_id, number) DO NOTHING
        """
    }

    /// Vouchers to be decided on: id, state, prepared by, day, station, who decided so far; the event, its code, the event
    /// that it takes back, and the order and the fact that it is about.
    static func read(_ vouchers: [UUID]) -> Query {
        """
        SELECT v.voucher_id, v.state, v.prepared_by, v.day, v.station_id, ARRAY(
            SELECT d.decided_by FROM voucher_decision d WHERE d.voucher_id = v.voucher_id),
            e.event_id, e.event, e.reverses
        FROM voucher v JOIN funding_event e USING (event_id)
        WHERE v.voucher_id = ANY (\(vouchers)) ORDER BY v.voucher_id
        """
    }

    /// Whether ``SeparationOfDuties`` lets somebody decide on a voucher `w`; NULL of nobody.
    static func isUnbarred(_ decider: UUID?) -> Query {
        """
        w.prepared_by <> \(decider)::uuid AND NOT EXISTS (
            SELECT FROM voucher_decision d WHERE d.voucher_id = w.voucher_id AND d.decided_by = \(decider))
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

    /// What the approval or rejection of vouchers settles: voucher, event, number, kind, debit, credit, amount of the
    /// pending entries and of what their events moved in the control ledger.
    static func transfers(of vouchers: [UUID]) -> Query {
        """
        SELECT v.voucher_id, t.event_id, t.number, t.kind, t.debit_account, t.credit_account, t.amount
        FROM voucher v JOIN ledger_transfer t ON t.event_id IN (v.voucher_id, v.event_id)
        WHERE v.voucher_id = ANY (\(vouchers)) ORDER BY v.voucher_id, t.event_id, t.number
        """
    }

    /// What vouchers take back: voucher, target event and number, debit, credit, amount.
    static func takenBack(by vouchers: [UUID]) -> Query {
        """
        SELECT voucher_id, target_event, target_number, debit_account, credit_account, amount
        FROM voucher_reversal WHERE voucher_id = ANY (\(vouchers)) ORDER BY voucher_id, number
        """
    }

    /// What counts under an event of the ledger: event, number, ledger, debit, credit, amount.
    static func posted(under event: UUID) -> Query {
        """
        SELECT t.event_id, t.number, a.ledger, t.debit_account, t.credit_account, t.amount
        FROM ledger_transfer t JOIN ledger_account a ON a.account_id = t.debit_account
        WHERE t.event_id = \(event) AND t.kind IN ('posted', 'post') ORDER BY t.number
        """
    }

    /// A voucher to be taken back, locked: its state, event, event's code, word, total, station and what it reverses; then
    /// whether another voucher that isn't rejected takes it back.
    static func reversible(_ voucher: UUID) -> Query {
        """
        SELECT v.state, v.event_id, e.event, v.word, v.total_fen, v.station_id, v.reverses, e.budget_line_id, e.order_id,
            EXISTS (
                SELECT FROM voucher r WHERE r.reverses = v.voucher_id AND r.state <> 'rejected'), e.amounts, e.to_line_id
        FROM voucher v JOIN funding_event e USING (event_id) WHERE v.voucher_id = \(voucher)
        """
    }

    /// One at a time takes a voucher back.
    static func lockForReversal(_ voucher: UUID) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("voucher-reversal/\(voucher)"), 0))"
    }

    static func attach(_ attachment: VoucherAttachment, to voucher: UUID, by account: UUID, at now: Date) -> Query {
        """
        INSERT INTO voucher_attachment (voucher_id, digest, name, size_bytes, added_by, added_at)
        VALUES (\(voucher), \(attachment.digest), \(attachment.name), \(attachment.sizeBytes), \(account), \(now))
        ON CONFLICT (voucher_id, digest) DO NOTHING
        """
    }

    /// Vouchers that wait, oldest first.
    static func waiting(limit: Int) -> Query {
        "SELECT voucher_id FROM voucher WHERE state = 'waiting' ORDER BY month, prepared_at, voucher_id LIMIT \(Int64(limit))"
    }
}
