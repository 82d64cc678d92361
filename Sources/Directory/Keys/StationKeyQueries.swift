import Foundation
import HubModel
import Postgres

/// The statements on one-time codes and stations' keys.
enum StationKeyQueries {
    static func insertEnrolment(
        digest: [UInt8], of station: StationCode, by creator: String, at now: Date, expiresAt: Date
    ) -> Query {
        """
        INSERT INTO station_enrolment (code_digest, station_id, created_at, created_by, expires_at)
        VALUES (\(digest), \(station.rawValue), \(now), \(creator), \(expiresAt))
        """
    }

    /// Takes back the codes of a station that nobody used.
    static func voidEnrolments(of station: StationCode, at now: Date) -> Query {
        """
        UPDATE station_enrolment SET voided_at = \(now)
        WHERE station_id = \(station.rawValue) AND used_at IS NULL AND voided_at IS NULL
        """
    }

    /// Locks the presented code: station, station active, expires, used, the key it registered, voided.
    static func lockEnrolment(digest: [UInt8]) -> Query {
        """
        SELECT station_id, active, expires_at, used_at, key_id, voided_at
        FROM station_enrolment JOIN station USING (station_id)
        WHERE code_digest = \(digest) FOR UPDATE OF station_enrolment
        """
    }

    static func useEnrolment(digest: [UInt8], for keyID: String, at now: Date) -> Query {
        "UPDATE station_enrolment SET used_at = \(now), key_id = \(keyID) WHERE code_digest = \(digest)"
    }

    /// The presented key: station, station active, public key, revoked, created.
    static func key(_ keyID: String) -> Query {
        """
        SELECT station_id, active, public_key, revoked_at IS NOT NULL, created_at
        FROM station_key JOIN station USING (station_id)
        WHERE key_id = \(keyID)
        """
    }

    /// Locks the presented key: whether it was revoked.
    static func lockKey(_ keyID: String) -> Query {
        "SELECT revoked_at IS NOT NULL FROM station_key WHERE key_id = \(keyID) FOR UPDATE"
    }

    /// - Parameters:
    ///   - enrolment: the digest of the code that registers the key.
    ///   - predecessor: the key that signed for it. One of the two is nil.
    static func insertKey(
        _ keyID: String, _ publicKey: [UInt8], of station: StationCode, enrolment: [UInt8]?,
        replacing predecessor: String?,
        at now: Date
    ) -> Query {
        """
        INSERT INTO station_key (key_id, station_id, public_key, created_at, enrolment, replaces)
        VALUES (\(keyID), \(station.rawValue), \(publicKey), \(now), \(enrolment), \(predecessor))
        """
    }

    static func replaceKey(_ keyID: String, at now: Date) -> Query {
        "UPDATE station_key SET revoked_at = \(now), revoked_reason = 'replaced' WHERE key_id = \(keyID)"
    }

    /// Revokes a station's keys: their ids.
    ///
    /// - Parameter keyID: nil for all.
    static func revokeKeys(of station: StationCode, only keyID: String?, at now: Date) -> Query {
        """
        UPDATE station_key SET revoked_at = \(now), revoked_reason = 'revoked'
        WHERE station_id = \(station.rawValue) AND revoked_at IS NULL AND (key_id = \(keyID)) IS NOT FALSE
        RETURNING key_id
        """
    }

    /// A station's keys, the newest first: id, created, the key that it replaced, revoked, why.
    static func keys(of station: StationCode) -> Query {
        """
        SELECT key_id, created_at, replaces, revoked_at, revoked_reason
        FROM station_key WHERE station_id = \(station.rawValue)
        ORDER BY created_at DESC, key_id
        """
    }
}
