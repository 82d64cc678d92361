import Foundation
public import HubModel
public import Postgres
import Protection

/// The statements on which residents are the same person.
public enum LinkageQueries {
    /// Makes transactions about one token follow each other.
    static func lock(_ entry: BlindIndex.Entry) -> Query {
        "SELECT pg_advisory_xact_lock(hashtextextended(encode(\(entry.digest), 'hex'), 0))::text"
    }

    /// Whether a resident was erased.
    static func isErased(_ resident: ResidentID, of station: StationCode) -> Query {
        """
        SELECT EXISTS (
            SELECT FROM subject_key
            WHERE station_id = \(station.rawValue) AND subject = \(resident.rawValue) AND destroyed_at IS NOT NULL)
        """
    }

    /// The persons whom any of the tokens stands for, the one linked first in front.
    static func persons(_ entries: [BlindIndex.Entry]) -> Query {
        """
        SELECT person FROM person_link WHERE token = ANY (\(entries.map(\.digest)))
        GROUP BY person ORDER BY min(linked_at), person
        """
    }

    /// Brings all links of a person to one person and the current token.
    static func renew(_ entries: [BlindIndex.Entry], to person: UUID, under current: BlindIndex.Entry) -> Query {
        """
        UPDATE person_link SET person = \(person), token = \(current.digest), key_id = \(current.keyID)
        WHERE token = ANY (\(entries.map(\.digest)))
        """
    }

    /// Links a resident, anew when the ID number was another one before; changes no row when nothing is new.
    static func link(
        _ resident: ResidentID, of station: StationCode, to person: UUID, under entry: BlindIndex.Entry, at now: Date
    ) -> Query {
        """
        INSERT INTO person_link (station_id, resident, person, token, key_id, linked_at)
        VALUES (
            \(station.rawValue), \(resident.rawValue), \(person), \(entry.digest), \(entry.keyID), \(now))
        ON CONFLICT (station_id, resident) DO UPDATE SET
            person = excluded.person, token = excluded.token, key_id = excluded.key_id
        WHERE (person_link.person, person_link.token, person_link.key_id)
            IS DISTINCT FROM (excluded.person, excluded.token, excluded.key_id)
        """
    }

    /// Forgets who residents are.
    public static func forget(_ residents: [ResidentID], of station: StationCode) -> Query {
        """
        DELETE FROM person_link
        WHERE station_id = \(station.rawValue) AND resident = ANY (\(residents.map(\.rawValue)))
        """
    }
}
