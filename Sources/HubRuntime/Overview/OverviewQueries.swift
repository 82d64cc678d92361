import HubModel
import Indicators
import Postgres

/// The statements that only the bureau's pages need.
enum OverviewQueries {
    /// The months in which anything happened, newest first: first day.
    ///
    /// Jumps from each month of each station to the next one by the key, instead of reading every row for a few answers.
    /// The first day of the month after is worked out beforehand: under row-level security only a comparison that can't
    /// fail is looked up in an index.
    static func months(of stations: [StationCode]) -> Query {
        """
        WITH RECURSIVE used AS (
            SELECT asked.station_id, (
                SELECT (date_trunc('month', occurred_day::timestamp) + interval '1 month')::date FROM rollup
                WHERE rollup.station_id = asked.station_id AND amount <> 0
                ORDER BY occurred_day LIMIT 1) AS month_after
            FROM unnest(\(stations.map(\.rawValue))) AS asked (station_id)
            UNION ALL
            SELECT used.station_id, (
                SELECT (date_trunc('month', occurred_day::timestamp) + interval '1 month')::date FROM rollup
                WHERE rollup.station_id = used.station_id AND amount <> 0 AND occurred_day >= used.month_after
                ORDER BY occurred_day LIMIT 1)
            FROM used WHERE used.month_after IS NOT NULL)
        SELECT DISTINCT (month_after - interval '1 month')::date AS month
        FROM used WHERE month_after IS NOT NULL ORDER BY month DESC
        """
    }

    /// The open screenings to be looked at on the same day: station, all, how many are incomplete, when the oldest was.
    static func attention(of stations: [StationCode]) -> Query {
        """
        SELECT station_id, count(*), count(*) FILTER (WHERE NOT scored), min(occurred_at)
        FROM attention WHERE withdrawn_at IS NULL AND station_id = ANY (\(stations.map(\.rawValue))) GROUP BY station_id
        """
    }

    /// What a station's quarantine holds: code, how many.
    static func quarantine(of station: StationCode) -> Query {
        """
        SELECT code, count(*) FROM quarantine
        WHERE station_id = \(station.rawValue)
        GROUP BY code ORDER BY count(*) DESC, code
        """
    }
}
