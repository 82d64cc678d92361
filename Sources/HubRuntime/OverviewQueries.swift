import HubModel
import Indicators
import Postgres

/// The statements that only the bureau's pages need.
enum OverviewQueries {
    /// The months in which anything happened, newest first: first day.
    static func months(of stations: [StationCode]) -> Query {
        """
        SELECT DISTINCT date_trunc('month', occurred_day::timestamp)::date AS month
        FROM rollup
        WHERE amount <> 0 AND station_id = ANY (\(stations.map(\.rawValue)))
        ORDER BY month DESC
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
