public import Foundation
public import HubModel
public import Postgres

/// The statements on the queue of effects: what accepted facts still have to change in the district's tables.
public enum EffectQueries {
    /// Queues effects in the transaction that stores their facts.
    public static func queue(_ effects: [QueuedEffect], of station: StationCode, at now: Date) -> Query {
        """
        INSERT INTO effect (station_id, queued_at, fact_id, effect, content)
        SELECT \(station.rawValue), \(now), * FROM unnest(
            \(effects.map(\.fact.rawValue)), \(effects.map(\.effect)), \(effects.map(\.content)))
        ON CONFLICT (station_id, fact_id, effect) DO UPDATE SET content = excluded.content, queued_at = excluded.queued_at
        """
    }

    /// Keeps other workers from effects of one kind until the transaction ends, where their order matters: two that take a page
    /// at once share its rows between them.
    public static func lock(_ effect: String) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("effect/\(effect)"), 0))"
    }

    /// Effects of one kind that wait, oldest first, locked against other workers: station, fact, effect, content.
    ///
    /// Those of one batch come in the order of their chain where their content names the place: a fact's id tells the
    /// time by the station's clock, which may have been set back meanwhile.
    public static func take(_ effect: String, limit: Int) -> Query {
        """
        SELECT station_id, fact_id, effect, content FROM effect WHERE effect = \(effect)
        ORDER BY queued_at, (content ->> 'epoch')::bigint, (content ->> 'seq')::bigint, fact_id
        LIMIT \(Int64(limit)) FOR UPDATE SKIP LOCKED
        """
    }

    /// Removes an effect that was applied.
    public static func remove(_ effect: String, of fact: FactID, station: StationCode) -> Query {
        """
        DELETE FROM effect
        WHERE station_id = \(station.rawValue) AND fact_id = \(fact.rawValue) AND effect = \(effect)
        """
    }

    /// Removes effects of one kind that were applied, of any stations.
    public static func remove(_ effect: String, of facts: [(station: StationCode, fact: FactID)]) -> Query {
        """
        DELETE FROM effect
        USING unnest(\(facts.map(\.station.rawValue)), \(facts.map(\.fact.rawValue))) AS applied (station_id, fact_id)
        WHERE effect.station_id = applied.station_id AND effect.fact_id = applied.fact_id AND effect.effect = \(effect)
        """
    }

    /// Removes what waits of some facts.
    public static func remove(of facts: [FactID], station: StationCode) -> Query {
        """
        DELETE FROM effect
        WHERE station_id = \(station.rawValue) AND fact_id = ANY (\(facts.map(\.rawValue)))
        """
    }

    /// Removes what waits to put persons on the list to be looked at.
    public static func remove(about subjects: [ResidentID], station: StationCode) -> Query {
        """
        DELETE FROM effect
        WHERE station_id = \(station.rawValue)
            AND (content -> 'entry' ->> 'subject')::uuid = ANY (\(subjects.map(\.rawValue)))
        """
    }

    /// How many effects wait.
    public static func waiting() -> Query { "SELECT count(*) FROM effect" }

    /// Tells whoever listens that figures of a station moved and effects may wait.
    public static func announce(_ station: StationCode) -> Query {
        "SELECT pg_notify(\(EffectQueries.channel), \(station.rawValue))"
    }

    /// The channel of ``announce(_:)``.
    public static let channel = "xinlian_ingested"
}
