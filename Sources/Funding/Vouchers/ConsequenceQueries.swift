import Foundation
import Postgres

/// The statements by which orders and claims follow decisions on vouchers, by the events behind those.
enum ConsequenceQueries {
    /// The orders of claims are paid.
    static func payOrders(of payments: [UUID], at now: Date) -> Query {
        """
        WITH paid AS (
            SELECT f.station_id, f.order_id FROM order_funding f
            JOIN claim_order o USING (station_id, order_id) JOIN claim c USING (claim_id)
            WHERE c.payment = ANY (\(payments)) AND o.released_at IS NULL
            ORDER BY f.station_id, f.order_id FOR UPDATE OF f
        )
        UPDATE order_funding f SET state = 'paid', changed_at = \(now) FROM paid
        WHERE f.station_id = paid.station_id AND f.order_id = paid.order_id AND f.state = 'claimed'
        """
    }

    static func payClaims(of payments: [UUID], at now: Date) -> Query {
        "UPDATE claim SET state = 'paid', changed_at = \(now) WHERE payment = ANY (\(payments)) AND state = 'paying'"
    }

    /// The claim waits for another payment.
    static func unpayClaims(of payments: [UUID], at now: Date) -> Query {
        """
        UPDATE claim SET state = 'approved', payment = NULL, changed_at = \(now)
        WHERE payment = ANY (\(payments)) AND state = 'paying'
        """
    }

    /// The money of orders came back.
    static func returnOrders(by returns: [UUID], at now: Date) -> Query {
        """
        WITH returned AS (
            SELECT f.station_id, f.order_id FROM order_funding f JOIN claim_order o USING (station_id, order_id)
            WHERE o.return_event = ANY (\(returns)) AND o.released_at IS NULL
            ORDER BY f.station_id, f.order_id FOR UPDATE OF f
        )
        UPDATE order_funding f SET state = 'returned', changed_at = \(now) FROM returned
        WHERE f.station_id = returned.station_id AND f.order_id = returned.order_id AND f.state = 'paid'
        """
    }

    static func releaseReturned(by returns: [UUID], at now: Date) -> Query {
        """
        UPDATE claim_order SET released_at = \(now)
        WHERE return_event = ANY (\(returns)) AND released_at IS NULL
        """
    }

    static func forgetReturns(by returns: [UUID]) -> Query {
        "UPDATE claim_order SET return_event = NULL WHERE return_event = ANY (\(returns)) AND released_at IS NULL"
    }

    /// Services are owed no more.
    static func releaseServices(verifiedBy events: [UUID], at now: Date) -> Query {
        """
        WITH released AS (
            SELECT station_id, order_id FROM order_funding
            WHERE verification = ANY (\(events)) ORDER BY station_id, order_id FOR UPDATE
        )
        UPDATE order_funding f SET state = 'released', reason = 'reversed', changed_at = \(now) FROM released r
        WHERE f.station_id = r.station_id AND f.order_id = r.order_id AND f.state IN ('verified', 'returned')
        """
    }

    /// Orders whose service the accountant did not recognise have no money behind them until somebody clears it up.
    static func unfund(verifiedBy events: [UUID], at now: Date) -> Query {
        """
        WITH rejected AS (
            SELECT station_id, order_id FROM order_funding
            WHERE verification = ANY (\(events)) ORDER BY station_id, order_id FOR UPDATE
        )
        UPDATE order_funding f SET state = 'unfunded', reason = 'voucher-rejected', budget_line_id = NULL,
            reservation = NULL, reservation_number = NULL, verification = NULL, changed_at = \(now)
        FROM rejected r WHERE f.station_id = r.station_id AND f.order_id = r.order_id AND f.state = 'verified'
        """
    }

    /// Shows them to somebody.
    static func raiseRejected(verifiedBy events: [UUID], at now: Date) -> Query {
        """
        INSERT INTO order_funding_exception (station_id, fact_id, order_id, code, raised_at)
        SELECT station_id, fact_id, order_id, 'voucher-rejected', \(now) FROM funding_event
        WHERE event_id = ANY (\(events)) AND fact_id IS NOT NULL AND order_id IS NOT NULL
        ON CONFLICT (station_id, fact_id) DO NOTHING
        """
    }
}
