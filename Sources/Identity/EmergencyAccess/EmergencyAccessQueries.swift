import Foundation
import HubModel
import Postgres

/// The statements on break-glass access.
enum EmergencyAccessQueries {
    static func insert(_ access: EmergencyAccess) -> Query {
        """
        INSERT INTO emergency_access (access_id, account_id, station_id, subject, reason, granted_at, expires_at)
        VALUES (
            \(access.id), \(access.account), \(access.station.rawValue), \(access.resident.rawValue), \(access.reason),
            \(access.grantedAt), \(access.expiresAt))
        """
    }

    /// Ends one that is open.
    static func end(_ access: UUID, at now: Date) -> Query {
        """
        UPDATE emergency_access SET ended_at = \(now)
        WHERE access_id = \(access) AND ended_at IS NULL AND expires_at > \(now)
        """
    }

    /// id, account, station, resident, reason, granted, expires, ended.
    static func one(_ access: UUID) -> Query {
        """
        SELECT access_id, account_id, station_id, subject, reason, granted_at, expires_at, ended_at
        FROM emergency_access WHERE access_id = \(access)
        """
    }

    /// The latest first, in the columns of ``one(_:)``.
    static func all(limit: Int) -> Query {
        """
        SELECT access_id, account_id, station_id, subject, reason, granted_at, expires_at, ended_at
        FROM emergency_access ORDER BY granted_at DESC, access_id LIMIT \(Int64(limit))
        """
    }

    /// Those to one resident's record, the latest first, in the columns of ``one(_:)``.
    static func all(to resident: ResidentID, at station: StationCode) -> Query {
        """
        SELECT access_id, account_id, station_id, subject, reason, granted_at, expires_at, ended_at
        FROM emergency_access WHERE station_id = \(station.rawValue) AND subject = \(resident.rawValue)
        ORDER BY granted_at DESC, access_id
        """
    }
}

extension EmergencyAccess {
    /// A row in the columns of ``EmergencyAccessQueries/one(_:)``.
    init(_ row: Row) throws {
        let (id, account, station, resident, reason, grantedAt, expiresAt, endedAt) = try row.decode(
            UUID.self, UUID.self, String.self, UUID.self, String.self, Date.self, Date.self, Date?.self)
        self.init(
            id: id, account: account, station: try Self.station(station), resident: ResidentID(rawValue: resident),
            reason: reason,
            grantedAt: grantedAt, expiresAt: expiresAt, endedAt: endedAt)
    }

    /// A station's code as the database holds it.
    static func station(_ text: String) throws -> StationCode {
        guard let code = StationCode(rawValue: text) else { throw UnreadableEmergencyAccess() }
        return code
    }
}
