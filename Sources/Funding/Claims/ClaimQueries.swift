import Foundation
import HubModel
import Postgres

/// The statements on claims.
enum ClaimQueries {
    private static let order: Query =
        "f.order_id, f.package, f.item, f.subsidy_group, f.state, f.verification, f.occurred_at, f.profile"

    /// Orders of a station that no claim has, with what a claim of them needs: fen, line, payee, then ``ClaimRows/order(_:)``.
    ///
    /// - Parameter orders: nil gives all that are verified.
    static func claimable(_ orders: [String]?, of station: StationCode) -> Query {
        """
        SELECT coalesce(f.actual_fen, 0) AS fen, f.budget_line_id, coalesce(f.payee, f.station_id) AS payee,
            true AS live, false AS returning, \(order)
        FROM order_funding f
        WHERE f.station_id = \(station.rawValue)
            AND CASE WHEN \(orders)::text[] IS NULL THEN f.state = 'verified' ELSE f.order_id = ANY (\(orders)) END
            AND (\(orders)::text[] IS NOT NULL OR NOT EXISTS (
                SELECT FROM claim_order o
                WHERE o.station_id = f.station_id AND o.order_id = f.order_id AND o.released_at IS NULL))
        ORDER BY f.budget_line_id, 3, f.occurred_at, f.order_id
        """
    }

    static func insert(_ claim: Claim) -> Query {
        """
        INSERT INTO claim (
            claim_id, number, station_id, budget_line_id, payee, total_fen, state, submitted_by, submitted_at, changed_at)
        VALUES (
            \(claim.id), \(claim.number), \(claim.station.rawValue), \(claim.line.id), \(claim.payee), \(claim.totalFen),
            'submitted', \(claim.submittedBy), \(claim.submittedAt), \(claim.submittedAt))
        """
    }

    static func insert(_ orders: [ClaimedOrder], of claim: Claim) -> Query {
        """
        INSERT INTO claim_order (claim_id, station_id, order_id, fen)
        SELECT \(claim.id), \(claim.station.rawValue), order_id, fen
        FROM unnest(\(orders.map(\.order)), \(orders.map(\.fen))) AS claimed (order_id, fen)
        """
    }

    private static let columns: Query = """
        c.claim_id, c.number, c.station_id AS claimant, l.funding_line, l.station_id, l.first_month, l.last_month, c.payee,
            c.total_fen, c.state, c.submitted_by, c.submitted_at, c.decided_by, c.decided_at, c.reason, c.payment
        """

    /// A claim.
    static func one(_ id: UUID) -> Query {
        "SELECT \(columns) FROM claim c JOIN budget_line l USING (budget_line_id) WHERE c.claim_id = \(id)"
    }

    /// Locks a claim until the transaction ends: its id, or nothing.
    static func lock(_ id: UUID) -> Query { "SELECT claim_id FROM claim WHERE claim_id = \(id) FOR UPDATE" }

    /// Claims, the latest first, from behind a claim on.
    static func list(
        of station: StationCode?, states: [Claim.State], before cursor: ClaimCursor?, limit: Int
    ) -> Query {
        """
        SELECT \(columns) FROM claim c JOIN budget_line l USING (budget_line_id)
        WHERE (\(station?.rawValue)::text IS NULL OR c.station_id = \(station?.rawValue))
            AND c.state = ANY (\(states.map(\.rawValue)))
            AND (\(cursor?.submittedAt)::timestamptz IS NULL
                OR (c.submitted_at, c.claim_id) < (\(cursor?.submittedAt), \(cursor?.id)))
        ORDER BY c.submitted_at DESC, c.claim_id DESC LIMIT \(Int64(limit))
        """
    }

    /// The orders of a claim, in the order of their numbers.
    static func orders(of claim: UUID) -> Query {
        """
        SELECT o.fen, f.budget_line_id, coalesce(f.payee, f.station_id) AS payee, o.released_at IS NULL AS live,
            o.return_event IS NOT NULL AND o.released_at IS NULL AS returning, \(order)
        FROM claim_order o JOIN order_funding f USING (station_id, order_id)
        WHERE o.claim_id = \(claim) ORDER BY o.order_id
        """
    }

    /// Services of a claim whose vouchers are not approved, or are taken back.
    static func waitingServices(of claim: UUID) -> Query {
        """
        SELECT count(*) FROM claim_order o JOIN order_funding f USING (station_id, order_id)
        JOIN voucher v ON v.event_id = f.verification
        WHERE o.claim_id = \(claim) AND o.released_at IS NULL AND v.reverses IS NULL AND (v.state <> 'approved' OR EXISTS (
            SELECT FROM voucher r WHERE r.reverses = v.voucher_id AND r.state <> 'rejected'))
        """
    }

    /// Whether the voucher of a service is being taken back.
    static func isBeingReversed(verifiedBy event: UUID) -> Query {
        """
        SELECT EXISTS (
            SELECT FROM voucher v JOIN voucher r ON r.reverses = v.voucher_id
            WHERE v.event_id = \(event) AND r.state = 'waiting')
        """
    }

    static func decide(
        _ claim: UUID, _ state: Claim.State, by account: UUID, reason: String?, at now: Date
    ) -> Query {
        """
        UPDATE claim SET state = \(state.rawValue), decided_by = \(account), decided_at = \(now), reason = \(reason),
            changed_at = \(now)
        WHERE claim_id = \(claim)
        """
    }

    /// Takes back what nobody decided on: its id, or nothing.
    static func withdraw(_ claim: UUID, of station: StationCode, at now: Date) -> Query {
        """
        UPDATE claim SET state = 'withdrawn', changed_at = \(now)
        WHERE claim_id = \(claim) AND station_id = \(station.rawValue) AND state = 'submitted' RETURNING claim_id
        """
    }

    static func pay(_ claim: UUID, by payment: UUID, at now: Date) -> Query {
        "UPDATE claim SET state = 'paying', payment = \(payment), changed_at = \(now) WHERE claim_id = \(claim)"
    }

    /// Moves the live orders of a claim on from a state.
    static func move(ordersOf claim: UUID, from: OrderFunding.State, to: OrderFunding.State, at now: Date) -> Query {
        """
        UPDATE order_funding f SET state = \(to.rawValue), changed_at = \(now) FROM claim_order o
        WHERE o.claim_id = \(claim) AND o.released_at IS NULL AND f.station_id = o.station_id
            AND f.order_id = o.order_id AND f.state = \(from.rawValue)
        """
    }

    static func markReturning(_ orders: [String], of claim: UUID, by event: UUID) -> Query {
        """
        UPDATE claim_order SET return_event = \(event)
        WHERE claim_id = \(claim) AND order_id = ANY (\(orders)) AND released_at IS NULL
        """
    }

    /// The event by which the money of an order came back, the latest.
    static func latestReturn(of key: OrderKey) -> Query {
        """
        SELECT return_event FROM claim_order
        WHERE station_id = \(key.station.rawValue) AND order_id = \(key.order) AND return_event IS NOT NULL
        ORDER BY released_at DESC NULLS LAST LIMIT 1
        """
    }

    /// One at a time pays out of what was carried over on a funding line.
    static func lockCarriedOver(_ fundingLine: String) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("carried-over/\(fundingLine)"), 0))"
    }

    /// What of a funding line's carried-over money is left in the books, in fen: the balance of an account by line, less what
    /// waits to be paid.
    static func left(in account: String, of fundingLine: String) -> Query {
        """
        SELECT coalesce(sum(debits_posted - credits_posted - credits_pending), 0)::bigint FROM ledger_account
        WHERE ledger = 'financial' AND code = \(account) AND dimensions ->> 'line' = \(fundingLine)
        """
    }

    /// Whether money of a claim's orders came back, or is about to, by an event.
    static func isReturned(by event: UUID, _ claim: UUID) -> Query {
        "SELECT EXISTS (SELECT FROM claim_order WHERE claim_id = \(claim) AND return_event = \(event))"
    }

    /// How a payment is booked: code of the event, day, voucher and its state; nothing of one without a voucher but the former.
    static func payment(_ event: UUID) -> Query {
        """
        SELECT e.event, e.day, v.voucher_id, v.state FROM funding_event e LEFT JOIN voucher v USING (event_id)
        WHERE e.event_id = \(event)
        """
    }
}
