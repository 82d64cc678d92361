import Foundation
import HubModel
import Postgres

/// The statements that read business events, for ``FundingEventRecord``, and what years and lines there are.
enum FundingEventQueries {
    private static let columns: Query = """
        SELECT e.event_id, e.event, e.occurred_at, e.day, e.notes, e.station_id, e.order_id, e.fact_id, e.amounts, e.document,
            e.reason, e.reverses, e.recorded_by, e.recorded_at, l.funding_line AS line_funding_line,
            l.station_id AS line_station, l.first_month AS line_first, l.last_month AS line_last,
            t.funding_line AS to_funding_line, t.station_id AS to_station, t.first_month AS to_first, t.last_month AS to_last,
            v.voucher_id, v.word, v.month, v.number, v.state
        FROM funding_event e
        LEFT JOIN budget_line l ON l.budget_line_id = e.budget_line_id
        LEFT JOIN budget_line t ON t.budget_line_id = e.to_line_id
        LEFT JOIN LATERAL (
            SELECT voucher_id, word, month, number, state FROM voucher
            WHERE voucher.event_id = e.event_id ORDER BY prepared_at, voucher_id LIMIT 1) v ON true
        """

    /// What happened to a budget line, the latest first.
    static func ofLine(_ line: UUID, after place: PlaceInList?, limit: Int) -> Query {
        """
        \(columns) WHERE (e.budget_line_id = \(line) OR e.to_line_id = \(line))
            AND (\(place?.id)::uuid IS NULL
                OR (e.day, e.event_id) < (\(place.map { CalendarDate(civil: $0.day) })::date, \(place?.id)::uuid))
        ORDER BY e.day DESC, e.event_id DESC LIMIT \(Int64(limit))
        """
    }

    /// What happened to the money of an order, the earliest first.
    static func ofOrder(_ key: OrderKey) -> Query {
        """
        \(columns) WHERE e.station_id = \(key.station.rawValue) AND e.order_id = \(key.order)
        ORDER BY e.recorded_at, e.event_id
        """
    }

    static func one(_ event: UUID) -> Query { "\(columns) WHERE e.event_id = \(event)" }

    /// Whether an event is recorded.
    static func exists(_ event: UUID) -> Query {
        "SELECT EXISTS (SELECT FROM funding_event WHERE event_id = \(event))"
    }

    /// How many claims nobody decided on yet.
    static let openClaims: Query = "SELECT count(*) FROM claim WHERE state = 'submitted'"

    /// The fiscal years that the reader sees lines of, the latest first.
    static let years: Query = "SELECT DISTINCT fiscal_year FROM budget_line ORDER BY 1 DESC"
}
