import Foundation
import Postgres

/// The test's own statements on the tables of funding.
extension StoredFunding {
    /// How orders stand, by their names.
    static func standing(of orders: [String]) -> Query {
        """
        SELECT concat_ws(
            ' ', order_id, state, coalesce(reason, '-'), wanted_fen, coalesce(actual_fen::text, '-'))
        FROM order_funding WHERE order_id = ANY (\(orders)) ORDER BY order_id
        """
    }

    /// What a voucher is called: that of a service by its order, others by the event that somebody named.
    private static let key: Query = """
        CASE WHEN e.order_id IS NOT NULL AND e.reverses IS NULL THEN e.station_id || '/' || e.order_id
            ELSE upper(e.event_id::text) END
        """

    /// Key and voucher.
    static func vouchers(of keys: [String]) -> Query {
        let events = keys.compactMap { UUID(uuidString: $0) }
        let services = keys.filter { $0.contains("/") }
        return """
            SELECT upper(event_id::text), voucher_id FROM voucher WHERE event_id = ANY (\(events))
            UNION ALL
            SELECT k, v.voucher_id FROM unnest(\(services)) k
            JOIN funding_event e ON e.station_id = split_part(k, '/', 1) AND e.order_id = split_part(k, '/', 2)
            JOIN voucher v USING (event_id)
            WHERE e.reverses IS NULL
            """
    }

    /// Name and figure.
    static let figureQueries: [(Query, String)] = [
        (
            """
            SELECT concat_ws(' ', f.station_id, coalesce(l.funding_line, '-'), f.state, coalesce(f.reason, '-')),
                concat_ws(' ', count(*), sum(f.wanted_fen), coalesce(sum(f.actual_fen), 0))
            FROM order_funding f LEFT JOIN budget_line l USING (budget_line_id)
            GROUP BY f.station_id, l.funding_line, f.state, f.reason
            """, "orders"
        ),
        (
            """
            SELECT concat_ws(' ', to_char(v.month, 'YYYY-MM'), e.event, v.state, CASE WHEN v.reverses IS NULL THEN '-' ELSE 'red' END),
                concat_ws(' ', count(*), sum(v.total_fen))
            FROM voucher v JOIN funding_event e USING (event_id) GROUP BY v.month, e.event, v.state, v.reverses IS NULL
            """, "vouchers"
        ),
        ("SELECT to_char(month, 'YYYY-MM'), last_number::text FROM voucher_series", "series"),
        (
            "SELECT concat_ws(' ', station_id, state), concat_ws(' ', count(*), sum(total_fen)) FROM claim GROUP BY station_id, state",
            "claims"
        ),
        ("SELECT 'live', count(*)::text FROM claim_order WHERE released_at IS NULL", "claimed orders"),
        ("SELECT event, count(*)::text FROM funding_event GROUP BY event", "events"),
        ("SELECT code, count(*)::text FROM order_funding_exception GROUP BY code", "shown"),
        ("SELECT to_char(month, 'YYYY-MM'), state FROM accounting_period", "month"),
    ]

    /// What is listed breaks a rule.
    static let ruleQueries: [(Query, String)] = [
        (
            """
            SELECT t.event_id::text FROM ledger_transfer t
            LEFT JOIN ledger_account d ON d.account_id = t.debit_account
            LEFT JOIN ledger_account c ON c.account_id = t.credit_account
            WHERE t.debit_account = t.credit_account OR t.amount < 1 OR d.unit IS DISTINCT FROM 'fen'
                OR d.ledger IS DISTINCT FROM c.ledger OR d.unit IS DISTINCT FROM c.unit LIMIT 5
            """, "a transfer has two sides of one ledger and unit"
        ),
        (
            """
            SELECT o.event_id::text FROM ledger_transfer t
            JOIN ledger_transfer o ON o.event_id = t.target_event AND o.number = t.target_number
            GROUP BY o.event_id, o.number, o.amount, o.debit_account, o.credit_account
            HAVING count(*) FILTER (WHERE t.kind <> 'reversal') > 1
                OR sum(t.amount) FILTER (WHERE t.kind = 'reversal') > o.amount
                OR bool_or((t.debit_account, t.credit_account) <> (o.debit_account, o.credit_account)) LIMIT 5
            """, "a transfer is settled once and taken back once"
        ),
        (
            """
            SELECT concat_ws(' ', month, word, count(number), max(number), max(last_number))
            FROM voucher LEFT JOIN voucher_series USING (word, month) WHERE state = 'approved'
            GROUP BY month, word
            HAVING count(number) <> max(number) OR count(DISTINCT number) <> max(number) OR min(number) <> 1
                OR max(number) IS DISTINCT FROM max(last_number)
            """, "numbers run without gaps"
        ),
        (
            """
            SELECT v.voucher_id::text FROM voucher v JOIN funding_event e USING (event_id)
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(n.amount) FILTER (WHERE a.ledger = 'financial'), 0) AS financial,
                    coalesce(sum(n.amount) FILTER (WHERE a.ledger = 'budgetary'), 0) AS budgetary
                FROM voucher_entry n JOIN ledger_account a ON a.account_id = n.debit_account
                WHERE n.voucher_id = v.voucher_id) s
            WHERE e.event IN ('paid-by-treasury', 'paid-from-bank', 'payment-returned', 'transfer-received')
                AND (abs(s.financial) <> v.total_fen OR NOT (
                    s.budgetary = s.financial OR s.budgetary = 0 AND e.event = 'payment-returned'))
            LIMIT 5
            """, "both books tell the same of a payment"
        ),
        (
            """
            SELECT voucher_id::text FROM voucher v
            WHERE (SELECT count(*) FROM voucher_decision d
                WHERE d.voucher_id = v.voucher_id AND d.decision = 'approved' AND d.decided_by <> v.prepared_by)
                < v.approvals_needed AND v.state = 'approved' LIMIT 5
            """, "a voucher is approved by other people than who prepared it"
        ),
        (
            """
            SELECT c.claim_id::text FROM claim c
            WHERE c.total_fen <> (SELECT sum(o.fen) FROM claim_order o WHERE o.claim_id = c.claim_id) LIMIT 5
            """, "a claim is as large as its orders"
        ),
        ("SELECT fact_id::text FROM effect LIMIT 5", "nothing waits in the queue"),
    ]

    /// Orders, vouchers and claims: name and row.
    static let rowQueries: [Query] = [
        """
        SELECT order_id, concat_ws(' ', station_id, state, coalesce(reason, '-'), wanted_fen, coalesce(actual_fen::text, '-'))
        FROM order_funding
        """,
        """
        SELECT \(key), concat_ws(' ', v.state, v.total_fen, to_char(v.month, 'YYYY-MM'), coalesce(v.number::text, '-'))
        FROM voucher v JOIN funding_event e USING (event_id)
        """,
        "SELECT upper(claim_id::text), concat_ws(' ', state, total_fen, payee) FROM claim",
    ]
}
