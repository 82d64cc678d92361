import HubModel
import Postgres

/// The statements that tell what the money of an order did.
enum OrderFundingQueries {
    /// The columns of ``FundingQueries/lockOrders(_:)``, and its line.
    static func standing(of key: OrderKey) -> Query {
        """
        SELECT o.station_id, order_id, state, reason, package, item, subsidy_group, wanted_fen, actual_fen, budget_line_id,
            reservation, reservation_number, verification, payee, profile, occurred_at,
            funding_line, first_month, last_month
        FROM order_funding o LEFT JOIN budget_line l USING (budget_line_id)
        WHERE o.station_id = \(key.station.rawValue) AND order_id = \(key.order)
        """
    }

    /// The order's own events, and those that took one of them back, with line and voucher.
    static func events(of key: OrderKey) -> Query {
        """
        SELECT e.event, e.occurred_at, e.day, e.notes, e.reason, e.amounts, l.funding_line, l.station_id AS line_station,
            l.first_month, l.last_month, v.voucher_id, v.word, v.number, v.month, v.state AS voucher_state
        FROM funding_event e
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        LEFT JOIN voucher v ON v.event_id = e.event_id
        WHERE (e.station_id = \(key.station.rawValue) AND e.order_id = \(key.order)) OR e.reverses IN (
            SELECT o.event_id FROM funding_event o
            WHERE o.station_id = \(key.station.rawValue) AND o.order_id = \(key.order))
        ORDER BY e.recorded_at, e.event_id
        """
    }

    /// The order's claims.
    static func claims(of key: OrderKey) -> Query {
        """
        SELECT c.claim_id, c.number, c.state, o.fen, c.submitted_at
        FROM claim_order o JOIN claim c USING (claim_id)
        WHERE o.station_id = \(key.station.rawValue) AND o.order_id = \(key.order)
        ORDER BY c.submitted_at, c.claim_id
        """
    }

    /// The events that paid the order's claims or brought its money back: as ``events(of:)``, with claim and the order's part.
    static func claimEvents(of key: OrderKey) -> Query {
        """
        SELECT e.event, e.occurred_at, e.day, e.notes, e.reason, l.funding_line, l.station_id AS line_station,
            l.first_month, l.last_month, v.voucher_id, v.word, v.number, v.month, v.state AS voucher_state,
            o.claim_id, o.fen
        FROM claim_order o JOIN claim c USING (claim_id)
        JOIN funding_event e ON e.event_id IN (c.payment, o.return_event)
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        LEFT JOIN voucher v ON v.event_id = e.event_id
        WHERE o.station_id = \(key.station.rawValue) AND o.order_id = \(key.order)
            AND e.order_id IS DISTINCT FROM \(key.order)
        ORDER BY e.recorded_at, e.event_id
        """
    }

    /// Why the order is or was shown to somebody: code, differences, raised, resolved.
    static func exceptions(of key: OrderKey) -> Query {
        """
        SELECT code, differences, raised_at, resolved_at FROM order_funding_exception
        WHERE station_id = \(key.station.rawValue) AND order_id = \(key.order) ORDER BY raised_at, code
        """
    }
}
