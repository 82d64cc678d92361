import Foundation
import HubModel
import Postgres

/// The statements on orders that no budget stands behind, and on steps of orders that no money follows.
enum FundingInboxQueries {
    /// Orders without a budget, oldest first: station, order, package, item, reason, wanted, verified, occurred.
    static func unfunded(of station: StationCode?, after place: FundingInboxPlace?, limit: Int) -> Query {
        """
        SELECT station_id, order_id, package, item, reason, wanted_fen, actual_fen, occurred_at FROM order_funding
        WHERE state = 'unfunded' AND (\(station?.rawValue)::text IS NULL OR station_id = \(station?.rawValue))
            AND (\(place?.order)::text IS NULL OR (occurred_at, station_id, order_id)
                > (\(place?.time)::timestamptz, \(place?.station.rawValue)::text, \(place?.order)::text))
        ORDER BY occurred_at, station_id, order_id LIMIT \(Int64(limit))
        """
    }

    /// What nobody has to look at any more though nobody said so: what an order without a budget is told of already, and
    /// what was missing when it was tried before it came to something, as when the acceptance came behind the verification.
    private static let isOpen: Query = """
        e.resolved_at IS NULL AND NOT (
            e.code IN ('no-budget-line', 'budget-exhausted', 'unknown-package') AND o.order_id IS NOT NULL
            AND (o.state = 'unfunded' OR o.changed_at > e.raised_at))
        AND NOT (
            e.code IN ('verified-unaccepted', 'above-reservation')
            AND coalesce(o.state, '') IN ('verified', 'claimed', 'paid', 'returned'))
        AND NOT (e.code = 'verified-unaccepted' AND coalesce(o.state, '') = 'unfunded')
        AND NOT (e.code = 'voucher-rejected' AND o.state IS DISTINCT FROM 'unfunded')
        """

    /// Steps of orders that no money follows, oldest first, those alike of an order together: station, order, code, how
    /// often, first raised, the latest one's fact, state of the order, package, item, wanted, verified.
    static func exceptions(of station: StationCode?, limit: Int) -> Query {
        """
        SELECT e.station_id, e.order_id, e.code, count(*) AS times, min(e.raised_at) AS raised_at,
            (array_agg(e.fact_id ORDER BY e.raised_at DESC, e.fact_id DESC))[1] AS fact_id, o.state, o.package, o.item,
            o.wanted_fen, o.actual_fen
        FROM order_funding_exception e LEFT JOIN order_funding o USING (station_id, order_id)
        WHERE \(isOpen) AND (\(station?.rawValue)::text IS NULL OR e.station_id = \(station?.rawValue))
        GROUP BY e.station_id, e.order_id, e.code, o.state, o.package, o.item, o.wanted_fen, o.actual_fen
        ORDER BY min(e.raised_at), e.station_id, e.order_id, e.code LIMIT \(Int64(limit))
        """
    }

    /// How many orders have no budget, and how many exceptions are open.
    static let counts: Query = """
        SELECT (SELECT count(*) FROM order_funding WHERE state = 'unfunded'),
            (SELECT count(DISTINCT (e.station_id, e.order_id, e.code))
                FROM order_funding_exception e LEFT JOIN order_funding o USING (station_id, order_id) WHERE \(isOpen))
        """

    /// What orders reserve, the oldest first: station, order, funding line, fen, occurred.
    static func reserved(limit: Int) -> Query {
        """
        SELECT o.station_id, o.order_id, l.funding_line, o.wanted_fen, o.occurred_at
        FROM order_funding o JOIN budget_line l USING (budget_line_id)
        WHERE o.state = 'reserved' ORDER BY o.occurred_at, o.station_id, o.order_id LIMIT \(Int64(limit))
        """
    }

    /// Settles an exception and those alike of its order: one row each.
    static func resolve(
        _ fact: FactID, of station: StationCode, note: String, by account: UUID, at now: Date
    ) -> Query {
        """
        UPDATE order_funding_exception SET resolved_at = \(now), resolved_by = \(account), resolution = \(note)
        WHERE station_id = \(station.rawValue) AND resolved_at IS NULL AND (order_id, code) = (
            SELECT order_id, code FROM order_funding_exception
            WHERE station_id = \(station.rawValue) AND fact_id = \(fact.rawValue) AND resolved_at IS NULL)
        RETURNING order_id
        """
    }
}
