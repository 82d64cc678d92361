import Foundation
import HubModel
import Ledger
import Postgres

/// The statements on the stored books. Balances come from what accounts stood at when months began.
enum BookQueries {
    /// All accounts of a ledger, and how they stood before a day: account, code, dimensions, debits less credits.
    ///
    /// Entries are looked at only from the first of the day's month on.
    static func balances(of ledger: String, before day: CivilDate) -> Query {
        let first = day.firstOfMonth
        return """
            SELECT a.account_id, a.code, a.dimensions,
                (coalesce(opening.debits, a.debits_posted) - coalesce(opening.credits, a.credits_posted)
                    + \(movement(from: first, before: day)))::bigint
            FROM ledger_account a
            LEFT JOIN LATERAL (
                SELECT m.opening_debits AS debits, m.opening_credits AS credits FROM ledger_month m
                WHERE m.account_id = a.account_id AND m.month >= \(CalendarDate(civil: first))
                ORDER BY m.month LIMIT 1) opening ON true
            \(day == first ? "" : movements(from: first, before: day))
            WHERE a.ledger = \(ledger) ORDER BY a.code, a.account_id
            """
    }

    private static func movement(from first: CivilDate, before day: CivilDate) -> Query {
        day == first ? "0" : "coalesce(moved.fen, 0)"
    }

    private static func movements(from first: CivilDate, before day: CivilDate) -> Query {
        """
        LEFT JOIN (
            SELECT account_id, sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) AS fen FROM ledger_entry
            WHERE day >= \(CalendarDate(civil: first)) AND day < \(CalendarDate(civil: day)) GROUP BY account_id
        ) moved USING (account_id)
        """
    }

    /// Approved vouchers of some days, in the order of their numbers: voucher, day, word, number, event code, event, order,
    /// fact, document, funding line; of the voucher that it takes back word, number and month.
    static func vouchers(on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT v.voucher_id, v.day, v.word, v.number, e.event, e.event_id, e.order_id, e.fact_id, e.document,
            l.funding_line, r.word AS taken_word, r.number AS taken_number, r.month AS taken_month
        FROM voucher v JOIN funding_event e ON e.event_id = v.event_id
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        LEFT JOIN voucher r ON r.voucher_id = v.reverses
        WHERE v.state = 'approved' AND v.day BETWEEN \(CalendarDate(civil: days.lowerBound))
            AND \(CalendarDate(civil: days.upperBound))
        ORDER BY v.day, v.month, v.word, v.number
        """
    }

    /// The entries of these vouchers in one ledger, one a side and account, debits first: voucher, side, account, fen on the
    /// side (negative for red letters).
    static func entries(of ledger: String, on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT v.voucher_id, s.side, s.account_id, sum(e.amount)::bigint
        FROM voucher v JOIN voucher_entry e ON e.voucher_id = v.voucher_id
        CROSS JOIN LATERAL (VALUES ('debit', e.debit_account), ('credit', e.credit_account)) AS s (side, account_id)
        JOIN ledger_account a ON a.account_id = s.account_id
        WHERE v.state = 'approved' AND v.day BETWEEN \(CalendarDate(civil: days.lowerBound))
            AND \(CalendarDate(civil: days.upperBound)) AND a.ledger = \(ledger)
        GROUP BY v.voucher_id, s.side, s.account_id, e.amount < 0
        ORDER BY v.voucher_id, s.side DESC, min(e.number), s.account_id
        """
    }
}
