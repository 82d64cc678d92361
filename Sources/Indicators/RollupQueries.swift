public import HubModel
public import Postgres

/// The statements on the roll-up and the days of persons.
public enum RollupQueries {
    /// Adds amounts to the roll-up of a station.
    public static func add(_ deltas: [(key: RollupKey, amount: Int64)], for station: StationCode) -> Query {
        """
        INSERT INTO rollup (station_id, occurred_day, indicator, dimension, amount)
        SELECT \(station.rawValue), unnest(\(deltas.map { CalendarDate($0.key.day) })),
            unnest(\(deltas.map(\.key.indicator.rawValue))), unnest(\(deltas.map(\.key.dimension))),
            unnest(\(deltas.map(\.amount)))
        ON CONFLICT (station_id, occurred_day, indicator, dimension)
        DO UPDATE SET amount = rollup.amount + excluded.amount
        """
    }

    /// The stored days of persons that decide whether a change counts them: activity, subject, day, sightings.
    ///
    /// These are the days from the beginning of the first changed month on, and one earlier day when there is any: whoever
    /// was seen before isn't counted as new, however long ago that was. OFFSET 0 makes it one look into the key for each
    /// person and keeps the planner from joining whole tables.
    ///
    /// - Parameter persons: with the first day that changes.
    public static func personDays(of persons: [PersonKey: CivilDate], for station: StationCode) -> Query {
        let keys = Array(persons.keys)
        return """
            SELECT asked.indicator, asked.subject, day, sightings
            FROM unnest(
                \(keys.map(\.activity.rawValue)), \(keys.map(\.subject.rawValue)),
                \(persons.values.map { CalendarDate($0.firstOfMonth) })) AS asked (indicator, subject, since)
            CROSS JOIN LATERAL (
                SELECT day, sightings FROM person_day
                WHERE station_id = \(station.rawValue) AND person_day.indicator = asked.indicator
                    AND person_day.subject = asked.subject AND day >= asked.since
                UNION ALL
                (SELECT day, sightings FROM person_day
                WHERE station_id = \(station.rawValue) AND person_day.indicator = asked.indicator
                    AND person_day.subject = asked.subject AND day < asked.since AND sightings > 0
                ORDER BY day DESC LIMIT 1)
                OFFSET 0) AS seen
            """
    }

    /// Stores sightings of persons on days for which nothing is stored yet, which costs half of what looking again would.
    ///
    /// The lock on the station's watermark keeps others from storing them meanwhile.
    public static func insert(_ changes: [PersonDays.Change], for station: StationCode) -> Query {
        """
        INSERT INTO person_day (station_id, indicator, subject, day, sightings)
        SELECT \(station.rawValue), unnest(\(changes.map(\.person.activity.rawValue))),
            unnest(\(changes.map(\.person.subject.rawValue))), unnest(\(changes.map { CalendarDate($0.day) })),
            unnest(\(changes.map { Int32($0.sightings) }))
        """
    }

    /// Stores how many sightings there are of persons on days.
    public static func store(_ changes: [PersonDays.Change], for station: StationCode) -> Query {
        """
        INSERT INTO person_day (station_id, indicator, subject, day, sightings)
        SELECT \(station.rawValue), unnest(\(changes.map(\.person.activity.rawValue))),
            unnest(\(changes.map(\.person.subject.rawValue))), unnest(\(changes.map { CalendarDate($0.day) })),
            unnest(\(changes.map { Int32($0.sightings) }))
        ON CONFLICT (station_id, indicator, subject, day) DO UPDATE SET sightings = excluded.sightings
        """
    }

    /// Amounts of some stations summed over the days from `first` to `last`: station, indicator, dimension, amount.
    public static func totals(of stations: [StationCode], from first: CivilDate, through last: CivilDate) -> Query {
        """
        SELECT station_id, indicator, dimension, sum(amount)::int8
        FROM rollup
        WHERE occurred_day BETWEEN \(CalendarDate(first)) AND \(CalendarDate(last))
            AND station_id = ANY (\(stations.map(\.rawValue)))
        GROUP BY station_id, indicator, dimension
        """
    }

    /// Amounts of one indicator of some stations by day and dimension over the days from `first` to `last`.
    public static func daily(
        _ indicator: Indicator, of stations: [StationCode], from first: CivilDate, through last: CivilDate
    ) -> Query {
        """
        SELECT occurred_day, dimension, sum(amount)::int8
        FROM rollup
        WHERE indicator = \(indicator.rawValue) AND occurred_day BETWEEN \(CalendarDate(first)) AND \(CalendarDate(last))
            AND station_id = ANY (\(stations.map(\.rawValue)))
        GROUP BY occurred_day, dimension
        ORDER BY occurred_day
        """
    }

    /// The whole roll-up of a station: day, indicator, dimension, amount.
    public static func all(of station: StationCode) -> Query {
        """
        SELECT occurred_day, indicator, dimension, amount FROM rollup
        WHERE station_id = \(station.rawValue) AND amount <> 0
        """
    }
}

/// The statements of erasing a person.
extension RollupQueries {
    /// What the roll-up of a station holds of erased facts: day, indicator, dimension, amount.
    public static func erased(of station: StationCode) -> Query {
        """
        SELECT occurred_day, indicator, dimension, amount FROM erased_rollup
        WHERE station_id = \(station.rawValue)
        """
    }

    /// Adds to what the roll-up of a station holds of erased facts.
    public static func addErased(_ amounts: [(key: RollupKey, amount: Int64)], for station: StationCode) -> Query {
        """
        INSERT INTO erased_rollup (station_id, occurred_day, indicator, dimension, amount)
        SELECT \(station.rawValue), unnest(\(amounts.map { CalendarDate($0.key.day) })),
            unnest(\(amounts.map(\.key.indicator.rawValue))), unnest(\(amounts.map(\.key.dimension))),
            unnest(\(amounts.map(\.amount)))
        ON CONFLICT (station_id, occurred_day, indicator, dimension)
        DO UPDATE SET amount = erased_rollup.amount + excluded.amount
        """
    }

    /// Forgets what the roll-up of a station holds of erased facts, before it is worked out anew.
    public static func forgetErased(of station: StationCode) -> Query {
        "DELETE FROM erased_rollup WHERE station_id = \(station.rawValue)"
    }

    /// Forgets on which days persons were seen.
    public static func forgetPersons(_ subjects: [ResidentID], of station: StationCode) -> Query {
        """
        DELETE FROM person_day
        WHERE station_id = \(station.rawValue) AND subject = ANY (\(subjects.map(\.rawValue)))
        """
    }
}

extension CalendarDate {
    /// The same day in the database driver's form.
    public init(_ day: CivilDate) {
        // The driver counts from 2000-01-01 as the server does.
        self.init(daysSince2000: Int(day.daysSinceEpoch) - 10_957)
    }
}

extension CivilDate {
    /// The same day as the database driver gives it.
    public init(_ day: CalendarDate) {
        self.init(daysSinceEpoch: Int64(day.daysSince2000) + 10_957)
    }
}
