public import Foundation
public import HubModel
public import Postgres

/// The statements on service orders and on the screenings that need a person.
public enum ServiceQueries {
    /// The stored standing of orders: order id, steps; one look into the key for each.
    public static func orders(_ ids: [String], of station: StationCode) -> Query {
        """
        SELECT asked.order_id, steps
        FROM unnest(\(ids)) AS asked (order_id)
        CROSS JOIN LATERAL (
            SELECT steps FROM service_order
            WHERE station_id = \(station.rawValue) AND service_order.order_id = asked.order_id
            OFFSET 0) AS standing
        """
    }

    /// Stores the standing of orders. An order has few steps, so they travel joined by spaces.
    public static func store(_ changes: [(order: String, standing: OrderStanding)], of station: StationCode) -> Query {
        """
        INSERT INTO service_order (station_id, order_id, steps, state, package, began_at, latest_at)
        SELECT \(station.rawValue), order_id, string_to_array(steps, ' '), state, package, began_at, latest_at
        FROM unnest(
            \(changes.map(\.order)), \(changes.map { $0.standing.stored.joined(separator: " ") }),
            \(changes.map { $0.standing.state?.rawValue }), \(changes.map(\.standing.package)),
            \(changes.map(\.standing.span?.lowerBound)), \(changes.map(\.standing.span?.upperBound)))
            AS changed (order_id, steps, state, package, began_at, latest_at)
        ON CONFLICT (station_id, order_id) DO UPDATE SET
            steps = excluded.steps, state = excluded.state, package = excluded.package, began_at = excluded.began_at,
            latest_at = excluded.latest_at
        """
    }

    /// Puts a screening on the list to be looked at, or renews it there after a correction.
    public static func raiseAttention(
        _ entry: AttentionEntry, fact: FactID, of station: StationCode, at now: Date
    ) -> Query {
        """
        INSERT INTO attention (fact_id, station_id, subject, level, same_day, detail, scored, occurred_at, raised_at)
        VALUES (
            \(fact.rawValue), \(station.rawValue), \(entry.subject.rawValue), \(entry.level.rawValue), true,
            \(Array(entry.detail)), \(entry.scored), \(entry.occurredAt), \(now))
        ON CONFLICT (station_id, fact_id) DO UPDATE SET
            subject = excluded.subject, level = excluded.level, detail = excluded.detail, reasons = NULL, instrument = NULL,
            scored = excluded.scored, withdrawn_at = NULL
        """
    }

    /// Takes a corrected screening off the list.
    public static func withdrawAttention(_ fact: FactID, of station: StationCode, at now: Date) -> Query {
        """
        UPDATE attention SET withdrawn_at = \(now)
        WHERE fact_id = \(fact.rawValue) AND station_id = \(station.rawValue) AND withdrawn_at IS NULL
        """
    }

    /// Removes what the list holds, or held, of persons.
    public static func forgetAttention(of subjects: [ResidentID], station: StationCode) -> Query {
        """
        DELETE FROM attention
        WHERE station_id = \(station.rawValue) AND subject = ANY (\(subjects.map(\.rawValue)))
        """
    }

    /// Removes orders that no readable fact tells of any more.
    public static func removeEmptyOrders(_ ids: [String], of station: StationCode) -> Query {
        """
        DELETE FROM service_order
        WHERE station_id = \(station.rawValue) AND order_id = ANY (\(ids)) AND steps = '{}'
        """
    }

    /// Removes all orders of a station, before they are worked out anew.
    public static func removeOrders(of station: StationCode) -> Query {
        "DELETE FROM service_order WHERE station_id = \(station.rawValue)"
    }

    /// How many screenings are on the list, and how many of them are incomplete: station, all, incomplete.
    public static func attentionCounts(of stations: [StationCode]) -> Query {
        """
        SELECT station_id, count(*), count(*) FILTER (WHERE NOT scored)
        FROM attention WHERE withdrawn_at IS NULL AND station_id = ANY (\(stations.map(\.rawValue))) GROUP BY station_id
        """
    }

    /// Whom a screening on the list is about: one row, NULL when it is about nobody who is named.
    public static func subject(ofAttention fact: FactID, at station: StationCode) -> Query {
        "SELECT subject FROM attention WHERE station_id = \(station.rawValue) AND fact_id = \(fact.rawValue)"
    }

    /// The list to be looked at, newest first: fact, station, subject, level, sealed detail, plain instrument of entries
    /// from before there was sealing, scored, occurred.
    public static func attentionList(of station: StationCode?, before: Date, limit: Int) -> Query {
        """
        SELECT fact_id, station_id, subject, level, detail, instrument, scored, occurred_at
        FROM attention
        WHERE withdrawn_at IS NULL AND occurred_at < \(before)
            AND (\(station?.rawValue)::text IS NULL OR station_id = \(station?.rawValue))
        ORDER BY occurred_at DESC, station_id, fact_id
        LIMIT \(Int64(limit))
        """
    }
}
