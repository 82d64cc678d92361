import Foundation
import HubModel
import Postgres
import Protection

/// The statements on notices.
enum NoticeQueries {
    private static let emergencyAccess = "emergency-access"

    /// Tells an organization of break-glass access.
    static func tell(_ organization: Organization, of access: EmergencyAccess) -> Query {
        """
        INSERT INTO notice (notice_id, organization_kind, organization, kind, content, told_at)
        VALUES (
            \(UUID(version7At: access.grantedAt)), \(organization.kind.rawValue), \(organization.code),
            \(emergencyAccess), jsonb_build_object('access', \(access.id)::text), \(access.grantedAt))
        """
    }

    /// What an organization was told, open ones first, then the latest: notice, told, acknowledged, then the columns of
    /// `EmergencyAccessQueries.one(_:)`.
    static func all(limit: Int) -> Query {
        """
        SELECT notice_id, told_at, acknowledged_at, access_id, account_id, station_id, subject, reason, granted_at,
            expires_at, ended_at
        FROM notice JOIN emergency_access ON access_id = (content ->> 'access')::uuid
        WHERE kind = \(emergencyAccess)
        ORDER BY acknowledged_at IS NOT NULL, told_at DESC, notice_id LIMIT \(Int64(limit))
        """
    }

    /// How many notices nobody has seen yet.
    static func open() -> Query { "SELECT count(*) FROM notice WHERE acknowledged_at IS NULL" }

    static func acknowledge(_ notice: UUID, by account: UUID, at now: Date) -> Query {
        """
        UPDATE notice SET acknowledged_at = \(now), acknowledged_by = \(account)
        WHERE notice_id = \(notice) AND acknowledged_at IS NULL
        RETURNING (content ->> 'access')::uuid
        """
    }
}
