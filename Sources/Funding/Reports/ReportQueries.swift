import Foundation
import HubModel
import Ledger
import Postgres

/// The statements of reports. Each adds up in the database; none reads facts.
enum ReportQueries {
    /// What was posted to accounts in each month of a year that they moved in, from what they stood at when months began:
    /// account, month, debits, credits.
    static func movements(of accounts: [UUID], year: Int64) -> Query {
        """
        SELECT account_id, month, debits, credits FROM (
            SELECT m.account_id, m.month,
                (coalesce(lead(m.opening_debits) OVER later, a.debits_posted) - m.opening_debits)::bigint AS debits,
                (coalesce(lead(m.opening_credits) OVER later, a.credits_posted) - m.opening_credits)::bigint AS credits
            FROM ledger_month m JOIN ledger_account a USING (account_id)
            WHERE m.account_id = ANY (\(accounts))
            WINDOW later AS (PARTITION BY m.account_id ORDER BY m.month)) moved
        WHERE extract(year FROM month) = \(Int32(year)) ORDER BY month, account_id
        """
    }

    /// What services that were verified on some days cost the government, by package and item, and by station besides:
    /// package, item, station (NULL for all of them), count, sum, least, most.
    static func unitCosts(on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT f.package, f.item, f.station_id, count(*), sum(f.actual_fen)::bigint, min(f.actual_fen), max(f.actual_fen)
        FROM \(verifiedOrders(on: days))
        GROUP BY GROUPING SETS ((f.package, f.item), (f.package, f.item, f.station_id))
        ORDER BY f.package, f.item, f.station_id NULLS FIRST
        """
    }

    /// The same orders by station and subsidised group: station, group (empty for none), count, sum.
    static func subsidies(on days: ClosedRange<CivilDate>) -> Query {
        """
        SELECT f.station_id, coalesce(f.subsidy_group, ''), count(*), sum(f.actual_fen)::bigint
        FROM \(verifiedOrders(on: days)) GROUP BY 1, 2 ORDER BY 1, 2
        """
    }

    /// The same orders one by one, newest first: station, order, package, item, state, day, fen, voucher.
    static func orders(
        on days: ClosedRange<CivilDate>, package: String?, item: String?, station: StationCode?, limit: Int
    ) -> Query {
        """
        SELECT f.station_id, f.order_id, f.package, f.item, f.state, e.day, f.actual_fen, v.voucher_id
        FROM \(verifiedOrders(on: days)) LEFT JOIN voucher v ON v.event_id = e.event_id
        WHERE f.package = coalesce(\(package), f.package) AND f.item = coalesce(\(item), f.item)
            AND f.station_id = coalesce(\(station?.rawValue), f.station_id)
        ORDER BY e.day DESC, f.station_id, f.order_id LIMIT \(Int64(limit))
        """
    }

    /// Orders whose service was verified on these days and whose money stands, with the event of the verification.
    private static func verifiedOrders(on days: ClosedRange<CivilDate>) -> Query {
        """
        order_funding f JOIN funding_event e ON e.event_id = f.verification
            AND f.state IN ('verified', 'claimed', 'paid')
            AND e.day BETWEEN \(CalendarDate(civil: days.lowerBound)) AND \(CalendarDate(civil: days.upperBound))
        """
    }

    /// Claims that are not settled, by station and age: station, bucket from 0, count, sum.
    static func agedClaims(at now: Date) -> Query {
        """
        SELECT station_id, \(bucket(of: claimAge(at: now))), count(*), sum(total_fen)::bigint
        FROM claim WHERE state IN ('submitted', 'approved', 'paying') GROUP BY 1, 2 ORDER BY 1, 2
        """
    }

    /// Services that were verified and that nobody claimed, by station and age: the same columns.
    static func agedOrders(on today: CivilDate) -> Query {
        """
        SELECT f.station_id, \(bucket(of: orderAge(on: today))), count(*), sum(f.actual_fen)::bigint
        FROM order_funding f JOIN funding_event e ON e.event_id = f.verification
        WHERE f.state = 'verified' GROUP BY 1, 2 ORDER BY 1, 2
        """
    }

    /// The claims of a station and a bucket, oldest first: claim, number, station, state, whole days, fen.
    static func claims(of station: StationCode?, bucket: Int32, at now: Date, limit: Int) -> Query {
        """
        SELECT claim_id, number, station_id, state, \(claimAge(at: now)), total_fen FROM claim
        WHERE state IN ('submitted', 'approved', 'paying')
            AND station_id = coalesce(\(station?.rawValue), station_id)
            AND \(Self.bucket(of: claimAge(at: now))) = \(bucket)
        ORDER BY submitted_at, claim_id LIMIT \(Int64(limit))
        """
    }

    /// The orders of a station and a bucket, oldest first: the columns of ``orders(on:package:item:station:limit:)``.
    static func unclaimed(of station: StationCode?, bucket: Int32, on today: CivilDate, limit: Int) -> Query {
        """
        SELECT f.station_id, f.order_id, f.package, f.item, f.state, e.day, f.actual_fen, v.voucher_id
        FROM order_funding f JOIN funding_event e ON e.event_id = f.verification
        LEFT JOIN voucher v ON v.event_id = e.event_id
        WHERE f.state = 'verified' AND f.station_id = coalesce(\(station?.rawValue), f.station_id)
            AND \(Self.bucket(of: orderAge(on: today))) = \(bucket)
        ORDER BY e.day, f.station_id, f.order_id LIMIT \(Int64(limit))
        """
    }

    private static func claimAge(at now: Date) -> Query {
        "greatest(floor(extract(epoch FROM \(now)::timestamptz - submitted_at) / 86400), 0)::integer"
    }

    private static func orderAge(on today: CivilDate) -> Query {
        "greatest(\(CalendarDate(civil: today))::date - e.day, 0)"
    }

    private static func bucket(of age: Query) -> Query {
        "width_bucket(\(age), \(AgeBucket.laterFirstDays.map { Int32($0) })::integer[])"
    }

    /// The entries of approved vouchers of some days in an account and the details below it: voucher, day, word, number,
    /// event, funding line, station, order, side, fen on that side.
    static func entries(
        in book: String, accounts: [String], on days: ClosedRange<CivilDate>, station: StationCode?, limit: Int
    ) -> Query {
        """
        SELECT v.voucher_id, v.day, v.word, v.number, e.event, l.funding_line, v.station_id, e.order_id, s.side,
            sum(t.amount)::bigint AS fen
        FROM voucher v JOIN funding_event e ON e.event_id = v.event_id
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        JOIN voucher_entry t ON t.voucher_id = v.voucher_id
        CROSS JOIN LATERAL (VALUES ('debit', t.debit_account), ('credit', t.credit_account)) AS s (side, account_id)
        JOIN ledger_account a ON a.account_id = s.account_id
        WHERE v.state = 'approved' AND a.ledger = \(book) AND a.code = ANY (\(accounts))
            AND v.day BETWEEN \(CalendarDate(civil: days.lowerBound)) AND \(CalendarDate(civil: days.upperBound))
            AND (\(station?.rawValue)::text IS NULL OR v.station_id = \(station?.rawValue))
        GROUP BY v.voucher_id, e.event, l.funding_line, e.order_id, s.side
        ORDER BY v.day, v.month, v.word, v.number, s.side DESC LIMIT \(Int64(limit))
        """
    }

    /// Approved vouchers of budget lines, newest first: voucher, day, word, number, event, funding line, station, order, fen.
    static func vouchers(of lines: [UUID], on days: ClosedRange<CivilDate>, limit: Int) -> Query {
        """
        SELECT v.voucher_id, v.day, v.word, v.number, e.event, l.funding_line, v.station_id, e.order_id, NULL::text AS side,
            v.total_fen AS fen
        FROM funding_event e JOIN voucher v ON v.event_id = e.event_id
        JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        WHERE e.budget_line_id = ANY (\(lines)) AND v.state = 'approved'
            AND e.day BETWEEN \(CalendarDate(civil: days.lowerBound)) AND \(CalendarDate(civil: days.upperBound))
        ORDER BY v.day DESC, v.month DESC, v.word, v.number DESC LIMIT \(Int64(limit))
        """
    }
}
