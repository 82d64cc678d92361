public import Foundation
public import HubModel
public import Postgres

/// The statements on lists of service orders, and on the links by which residents place and verify them.
public enum OrderQueries {
    /// A page of a station's orders, the latest first: order, steps, began.
    public static func page(
        of station: StationCode, state: OrderStepKind?, package: String?, after cursor: OrderCursor?, oldestFirst: Bool,
        limit: Int
    ) -> Query {
        let never = Date(timeIntervalSince1970: 0)
        let filters: Query = """
            station_id = \(station.rawValue) AND state IS NOT NULL
                AND (\(state?.rawValue)::text IS NULL OR state = \(state?.rawValue))
                AND (\(package)::text IS NULL OR package = \(package))
            """
        let (time, order) = (cursor?.beganAt, cursor?.order)
        guard oldestFirst else {
            return """
                SELECT order_id, steps, coalesce(began_at, \(never)) FROM service_order
                WHERE \(filters) AND (\(order)::text IS NULL
                    OR (coalesce(began_at, \(never)), order_id) < (\(time)::timestamptz, \(order)))
                ORDER BY coalesce(began_at, \(never)) DESC, order_id DESC LIMIT \(Int64(limit))
                """
        }
        return """
            SELECT order_id, steps, coalesce(began_at, \(never)) FROM service_order
            WHERE \(filters) AND (\(order)::text IS NULL
                OR (coalesce(began_at, \(never)), order_id) > (\(time)::timestamptz, \(order)))
            ORDER BY coalesce(began_at, \(never)), order_id LIMIT \(Int64(limit))
            """
    }

    /// The packages that a station has orders of, for a filter.
    public static func packages(of station: StationCode) -> Query {
        """
        SELECT DISTINCT package FROM service_order WHERE station_id = \(station.rawValue) AND package IS NOT NULL ORDER BY 1
        """
    }

    // Links ---------------------------------------------------------------------------------------------------------------

    public static func insert(_ link: NewOrderLink) -> Query {
        """
        INSERT INTO order_link (
            token_digest, link_id, station_id, purpose, order_id, resident, code_digest, code_key_id, created_at, created_by,
            expires_at)
        VALUES (
            \(link.tokenDigest), \(link.id), \(link.station.rawValue), \(link.purpose.rawValue), \(link.order),
            \(link.resident?.rawValue), \(link.codeDigest), \(link.codeKeyID), \(link.createdAt), \(link.createdBy),
            \(link.expiresAt))
        """
    }

    /// Makes the open links of an order void, since a new one takes their place.
    public static func voidLinks(of order: String, at station: StationCode, now: Date) -> Query {
        """
        UPDATE order_link SET voided_at = \(now)
        WHERE station_id = \(station.rawValue) AND order_id = \(order) AND purpose = 'verify' AND used_at IS NULL
            AND voided_at IS NULL
        """
    }

    /// What became of the links of an order, the latest first: used at, outcome.
    public static func answers(on order: String, at station: StationCode) -> Query {
        """
        SELECT used_at, outcome FROM order_link
        WHERE station_id = \(station.rawValue) AND order_id = \(order) AND purpose = 'verify' AND used_at IS NOT NULL
        ORDER BY used_at DESC
        """
    }

    /// The row that the principal presents: digest, id, station, purpose, order, resident, expires, used, voided.
    public static func presentedLink() -> Query {
        """
        SELECT token_digest, link_id, station_id, purpose, order_id, resident, expires_at, used_at, voided_at FROM order_link
        """
    }

    /// Uses the presented link up; no row when it was used, replaced or is too old by now.
    public static func use(
        outcome: OrderLinkOutcome, order: String?, at now: Date
    ) -> Query {
        """
        UPDATE order_link SET used_at = \(now), outcome = \(outcome.rawValue), order_id = coalesce(order_id, \(order))
        WHERE used_at IS NULL AND voided_at IS NULL AND expires_at > \(now)
        RETURNING link_id
        """
    }

    /// Takes one try from the codes of the presented order that can still be tried: digest of the link, digest of the code,
    /// key.
    public static func tryCode(at now: Date) -> Query {
        """
        UPDATE order_link SET tries_left = tries_left - 1
        WHERE used_at IS NULL AND voided_at IS NULL AND expires_at > \(now) AND tries_left > 0
        RETURNING token_digest, code_digest, code_key_id
        """
    }

    /// Removes the links that name a resident.
    public static func forgetLinks(of residents: [ResidentID], station: StationCode) -> Query {
        """
        DELETE FROM order_link
        WHERE station_id = \(station.rawValue) AND resident = ANY (\(residents.map(\.rawValue)))
        """
    }
}
