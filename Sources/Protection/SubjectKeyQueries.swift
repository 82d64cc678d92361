public import Foundation
public import HubModel
public import Postgres

/// The statements on the wrapped keys of subjects.
public enum SubjectKeyQueries {
    /// Stored keys: subject, id of the wrapping key, wrapped key; both NULL when destroyed. One look into the key for each.
    static func keys(of subjects: [UUID], station: StationCode) -> Query {
        """
        SELECT asked.subject, kek_id, wrapped_key
        FROM unnest(\(subjects)) AS asked (subject)
        CROSS JOIN LATERAL (
            SELECT kek_id, wrapped_key FROM subject_key
            WHERE station_id = \(station.rawValue) AND subject_key.subject = asked.subject
            OFFSET 0) AS stored
        """
    }

    static func insert(
        subjects: [UUID], wrapped: [[UInt8]], station: StationCode, kekID: String, at now: Date
    ) -> Query {
        """
        INSERT INTO subject_key (station_id, kek_id, created_at, subject, wrapped_key)
        SELECT \(station.rawValue), \(kekID), \(now), unnest(\(subjects)), unnest(\(wrapped))
        """
    }

    /// The constraint that a batch violates when somebody else makes or forbids the key of a subject at the same moment.
    public static let constraint = "subject_key_pkey"

    /// Keeps a key from being made for a subject that has none; waits for a batch that is about to make one.
    public static func forbid(_ subject: ResidentID, of station: StationCode, at now: Date) -> Query {
        """
        INSERT INTO subject_key (station_id, subject, created_at, destroyed_at)
        VALUES (\(station.rawValue), \(subject.rawValue), \(now), \(now))
        ON CONFLICT DO NOTHING
        """
    }

    /// Whether the hub holds anything of a resident, and whether it was erased: a row when some fact named the person.
    public static func standing(of subject: ResidentID, at station: StationCode) -> Query {
        """
        SELECT destroyed_at FROM subject_key
        WHERE station_id = \(station.rawValue) AND subject = \(subject.rawValue)
        """
    }

    /// Destroys the key of a subject.
    public static func destroy(_ subject: ResidentID, of station: StationCode, at now: Date) -> Query {
        """
        UPDATE subject_key SET kek_id = NULL, wrapped_key = NULL, destroyed_at = \(now)
        WHERE station_id = \(station.rawValue) AND subject = \(subject.rawValue) AND destroyed_at IS NULL
        """
    }

    /// The erased subjects of a station.
    public static func destroyed(of station: StationCode) -> Query {
        "SELECT subject FROM subject_key WHERE station_id = \(station.rawValue) AND destroyed_at IS NOT NULL"
    }

    /// The stations that have erased subjects.
    public static func stationsWithErased() -> Query {
        "SELECT DISTINCT station_id FROM subject_key WHERE destroyed_at IS NOT NULL ORDER BY station_id"
    }

    /// Makes two transactions about one resident follow each other until the first has ended.
    public static func lock(_ subject: ResidentID, of station: StationCode) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(\("subject/\(station)/\(subject)"), 0))::text"
    }

    /// Keys under another wrapping key than the current one, after a place, locked: station, subject, kek id, wrapped key.
    static func keys(notUnder kekID: String, after place: (station: String, subject: UUID), limit: Int) -> Query {
        """
        SELECT station_id, subject, kek_id, wrapped_key FROM subject_key
        WHERE (station_id, subject) > (\(place.station), \(place.subject)) AND kek_id <> \(kekID)
        ORDER BY station_id, subject LIMIT \(Int64(limit)) FOR UPDATE
        """
    }

    static func rewrap(stations: [String], subjects: [UUID], wrapped: [[UInt8]], kekID: String) -> Query {
        """
        UPDATE subject_key SET kek_id = \(kekID), wrapped_key = changed.wrapped_key
        FROM unnest(\(stations), \(subjects), \(wrapped)) AS changed (station_id, subject, wrapped_key)
        WHERE subject_key.station_id = changed.station_id AND subject_key.subject = changed.subject
            AND destroyed_at IS NULL
        """
    }

    /// How many rows were made with a key; nil when no row names keys of the purpose.
    static func uses(_ purpose: KeyPurpose, id: String) -> Query? {
        switch purpose {
        case .encryption: "SELECT count(*) FROM subject_key WHERE kek_id = \(id)"
        case .linkage: "SELECT count(*) FROM person_link WHERE key_id = \(id)"
        case .lookup, .audit: nil
        }
    }

    /// A number that no transaction under way now is older than, once every one of them has ended.
    static func transactionNow() -> Query { "SELECT pg_current_xact_id()::text::int8" }

    /// Whether a transaction is under way that began before a number.
    static func isOlderUnderway(than number: Int64) -> Query {
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::int8 < \(number)"
    }
}
