import Foundation
import HubModel
import Postgres

/// The statements on the end of a year.
enum YearQueries {
    static func hasOpenMonth(before month: CivilDate) -> Query {
        "SELECT EXISTS (SELECT FROM accounting_period WHERE month < \(CalendarDate(civil: month)) AND state = 'open')"
    }

    /// How the accounts of both books stood before a day, the first of a month: book, code, dimensions, debits less credits.
    static func balances(before next: CivilDate) -> Query {
        """
        SELECT ledger, code, dimensions, net FROM (
            SELECT a.ledger, a.code, a.dimensions, (
                coalesce(m.opening_debits, a.debits_posted) - coalesce(m.opening_credits, a.credits_posted))::bigint AS net
            FROM ledger_account a
            LEFT JOIN LATERAL (
                SELECT opening_debits, opening_credits FROM ledger_month l
                WHERE l.account_id = a.account_id AND l.month >= \(CalendarDate(civil: next)) ORDER BY l.month LIMIT 1) m ON true
            WHERE a.ledger IN ('financial', 'budgetary')) standing
        WHERE net <> 0
        """
    }
}
