import Foundation
import HubModel
import Postgres

/// The statements on accounting periods.
enum PeriodQueries {
    /// Opens a month that nobody opened or closed yet.
    static func open(_ month: CivilDate, at now: Date) -> Query {
        """
        INSERT INTO accounting_period (month, state, opened_at) VALUES (\(CalendarDate(civil: month)), 'open', \(now))
        ON CONFLICT (month) DO NOTHING
        """
    }

    /// The open months, locked against being closed until the transaction ends.
    static let lockOpen: Query = "SELECT lock_open_periods()"

    /// Keeps bookings of a month out until the transaction ends: its state, or NULL.
    static func lock(_ month: CivilDate) -> Query { "SELECT lock_period(\(CalendarDate(civil: month)))" }

    static func waitingVouchers(of month: CivilDate) -> Query {
        "SELECT count(*) FROM voucher WHERE month = \(CalendarDate(civil: month)) AND state = 'waiting'"
    }

    static func close(_ month: CivilDate, _ proof: JSONB, at now: Date) -> Query {
        "SELECT close_period(\(CalendarDate(civil: month)), \(proof), \(now))"
    }

    static func askToReopen(_ id: UUID, _ month: CivilDate, reason: String, by account: UUID, at now: Date) -> Query {
        """
        INSERT INTO period_reopening (reopening_id, month, reason, requested_by, requested_at)
        VALUES (\(id), \(CalendarDate(civil: month)), \(reason), \(account), \(now))
        """
    }

    static func reopen(_ request: UUID, at now: Date) -> Query { "SELECT reopen_period(\(request), \(now))" }

    static func state(of month: CivilDate) -> Query {
        "SELECT state FROM accounting_period WHERE month = \(CalendarDate(civil: month))"
    }

    /// Months, the latest first: month, state, waiting vouchers; who closed it last, when and what was proved; the request to
    /// open it again that waits: id, reason, who, when.
    static let all: Query = """
        SELECT p.month, p.state, (SELECT count(*) FROM voucher v WHERE v.month = p.month AND v.state = 'waiting') AS waiting,
            c.closed_by, c.closed_at, c.proof, r.reopening_id, r.reason, r.requested_by, r.requested_at
        FROM accounting_period p
        LEFT JOIN LATERAL (
            SELECT * FROM period_closing c WHERE c.month = p.month ORDER BY c.closed_at DESC LIMIT 1) c ON true
        LEFT JOIN period_reopening r ON r.month = p.month AND r.confirmed_at IS NULL
        ORDER BY p.month DESC
        """

    /// Orders that reserve money: count, fen.
    static let openReservations: Query =
        "SELECT count(*), coalesce(sum(wanted_fen), 0)::bigint FROM order_funding WHERE state = 'reserved'"

    /// What is accepted, paid and advanced before a day, the first of a month: funding line, account, fen.
    static func control(before next: CivilDate) -> Query {
        """
        SELECT a.dimensions ->> 'line', a.code, sum(
            coalesce(m.opening_credits, a.credits_posted) - coalesce(m.opening_debits, a.debits_posted))::bigint
        FROM ledger_account a
        LEFT JOIN LATERAL (
            SELECT opening_debits, opening_credits FROM ledger_month l
            WHERE l.account_id = a.account_id AND l.month >= \(CalendarDate(civil: next)) ORDER BY l.month LIMIT 1) m ON true
        WHERE a.ledger = 'control' AND a.code IN ('accepted', 'paid', 'advanced') GROUP BY 1, 2
        """
    }

    /// What approved vouchers of events say of accounts up to a month: funding line, account, debits less credits in fen.
    static func books(throughMonth month: CivilDate, events: [String], accounts: [String]) -> Query {
        """
        SELECT a.dimensions ->> 'line', a.code, sum(side.amount)::bigint
        FROM voucher v JOIN funding_event e USING (event_id) JOIN voucher_entry n USING (voucher_id)
        CROSS JOIN LATERAL (VALUES (n.debit_account, n.amount), (n.credit_account, -n.amount)) AS side (account_id, amount)
        JOIN ledger_account a ON a.account_id = side.account_id
        WHERE v.state = 'approved' AND v.month <= \(CalendarDate(civil: month)) AND e.event = ANY (\(events))
            AND a.code = ANY (\(accounts))
        GROUP BY 1, 2
        """
    }

    /// Payments that came back before a day and are owed still, less those that were reserved again or whose service was taken
    /// back: funding line, an empty text, fen.
    static func returned(before next: CivilDate) -> Query {
        """
        SELECT l.funding_line, '', sum(CASE
            WHEN e.event = 'payment-returned' THEN (e.amounts ->> 'total')::bigint
            WHEN e.event = 'order-accepted' THEN -(e.amounts ->> 'total')::bigint
            ELSE -v.total_fen END)::bigint
        FROM funding_event e JOIN budget_line l USING (budget_line_id) LEFT JOIN voucher v USING (event_id)
        WHERE e.day < \(CalendarDate(civil: next)) AND e.reverses IS NOT NULL
            AND coalesce(v.state, 'approved') = 'approved'
            AND (e.event IN ('payment-returned', 'order-accepted')
                OR e.event IN ('service-verified', 'company-service-verified') AND NOT EXISTS (
                    SELECT FROM voucher_reversal r WHERE r.voucher_id = v.voucher_id AND r.ledger = 'control'))
        GROUP BY 1
        """
    }

    /// Accounts of the books that don't stand as approved vouchers say: book, code.
    static let unvouchedAccounts: Query = """
        WITH vouched AS (
            SELECT side.account_id, sum(side.debits)::bigint AS debits, sum(side.credits)::bigint AS credits
            FROM voucher v JOIN voucher_entry n USING (voucher_id)
            CROSS JOIN LATERAL (VALUES (n.debit_account, n.amount, 0), (n.credit_account, 0, n.amount))
                AS side (account_id, debits, credits)
            WHERE v.state = 'approved' GROUP BY 1
        )
        SELECT a.ledger, a.code FROM ledger_account a LEFT JOIN vouched v USING (account_id)
        WHERE a.ledger IN ('financial', 'budgetary')
            AND (a.debits_posted, a.credits_posted) IS DISTINCT FROM (coalesce(v.debits, 0), coalesce(v.credits, 0))
        ORDER BY 1, 2
        """

    /// Ledger and code of accounts.
    static func names(of accounts: [UUID]) -> Query {
        "SELECT ledger, code FROM ledger_account WHERE account_id = ANY (\(accounts)) ORDER BY 1, 2"
    }
}
