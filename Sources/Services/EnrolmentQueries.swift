public import HubModel
public import Postgres

/// The statements on enrolments in service packages.
public enum EnrolmentQueries {
    /// The stored standing of enrolments: enrolment id, steps; one look into the key for each.
    public static func enrolments(_ ids: [String], of station: StationCode) -> Query {
        """
        SELECT asked.enrolment_id, steps
        FROM unnest(\(ids)) AS asked (enrolment_id)
        CROSS JOIN LATERAL (
            SELECT steps FROM enrolment
            WHERE station_id = \(station.rawValue) AND enrolment.enrolment_id = asked.enrolment_id
            OFFSET 0) AS standing
        """
    }

    /// Stores the standing of enrolments. An enrolment has few steps, so they travel joined by spaces.
    public static func store(
        _ changes: [(enrolment: String, standing: EnrolmentStanding)], of station: StationCode
    ) -> Query {
        let starts = changes.map(\.standing.start)
        return """
            INSERT INTO enrolment (station_id, enrolment_id, steps, package, plugin, plugin_version, state)
            SELECT \(station.rawValue), enrolment_id, string_to_array(steps, ' '), package, plugin, plugin_version, state
            FROM unnest(
                \(changes.map(\.enrolment)), \(changes.map { $0.standing.stored.joined(separator: " ") }),
                \(starts.map { $0?.package }), \(starts.map { $0?.plugin?.id }), \(starts.map { $0?.plugin?.version }),
                \(changes.map { $0.standing.state?.rawValue })) AS changed (
                enrolment_id, steps, package, plugin, plugin_version, state)
            ON CONFLICT (station_id, enrolment_id) DO UPDATE SET
                steps = excluded.steps, package = excluded.package, plugin = excluded.plugin,
                plugin_version = excluded.plugin_version, state = excluded.state
            """
    }

    /// Removes enrolments that no readable fact tells of any more.
    public static func removeEmpty(_ ids: [String], of station: StationCode) -> Query {
        """
        DELETE FROM enrolment
        WHERE station_id = \(station.rawValue) AND enrolment_id = ANY (\(ids)) AND steps = '{}'
        """
    }

    /// Removes all enrolments of a station, before they are worked out anew.
    public static func removeAll(of station: StationCode) -> Query {
        "DELETE FROM enrolment WHERE station_id = \(station.rawValue)"
    }

    /// How many enrolments run: station, package, version of the plugin (NULL where the station did not say), count.
    public static func running(under plugin: ProfileCode) -> Query {
        """
        SELECT station_id, package, plugin_version, count(*)
        FROM enrolment WHERE state = 'running' AND (plugin = \(plugin.rawValue) OR plugin IS NULL)
        GROUP BY station_id, package, plugin_version ORDER BY station_id, package, plugin_version
        """
    }

    /// How many enrolments run at one station, in the columns of ``running(under:)``.
    public static func running(at station: StationCode) -> Query {
        """
        SELECT station_id, package, plugin_version, count(*)
        FROM enrolment WHERE state = 'running' AND station_id = \(station.rawValue)
        GROUP BY station_id, package, plugin_version ORDER BY package, plugin_version
        """
    }
}
