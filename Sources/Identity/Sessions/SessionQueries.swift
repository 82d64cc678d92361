import Foundation
import Postgres
import Protection

/// The statements on sessions and on failed sign-ins.
enum SessionQueries {
    static func insert(
        _ token: SecretToken, id: UUID, account: UUID, acting: RoleAssignment, origin: RequestOrigin,
        completeAt: Date?, at now: Date
    ) -> Query {
        """
        INSERT INTO session (
            session_digest, session_id, account_id, role, organization_kind, organization, created_at, last_seen_at,
            complete_at, address, agent)
        VALUES (
            \(token.digest), \(id), \(account), \(acting.role.rawValue), \(acting.organization.kind.rawValue),
            \(acting.organization.code), \(now), \(now), \(completeAt), \(origin.address), \(origin.agent))
        """
    }

    /// The session of a token unless it ended: session, account, role, organization kind, organization, complete, last
    /// seen.
    static func session(_ token: SecretToken, at now: Date) -> Query {
        """
        SELECT session_id, session.account_id, role, session.organization_kind, session.organization,
            complete_at IS NOT NULL, last_seen_at
        FROM session JOIN account ON account.account_id = session.account_id
        WHERE session_digest = \(token.digest) AND disabled_at IS NULL AND session.created_at >= sessions_from
            AND last_seen_at > \(now.addingTimeInterval(-SessionLimits.idleSeconds))
            AND session.created_at > \(now.addingTimeInterval(-SessionLimits.absoluteSeconds))
            AND (complete_at IS NOT NULL OR session.created_at > \(now.addingTimeInterval(-SessionLimits.incompleteSeconds)))
        """
    }

    static func seen(_ token: SecretToken, at now: Date) -> Query {
        "UPDATE session SET last_seen_at = \(now) WHERE session_digest = \(token.digest)"
    }

    static func end(_ token: SecretToken) -> Query {
        "DELETE FROM session WHERE session_digest = \(token.digest) RETURNING account_id"
    }

    /// Ends one of the own sessions; no row when there is none.
    static func end(_ session: UUID, of account: UUID) -> Query {
        "DELETE FROM session WHERE session_id = \(session) AND account_id = \(account) RETURNING account_id"
    }

    static func endOthers(than session: UUID, of account: UUID) -> Query {
        "DELETE FROM session WHERE account_id = \(account) AND session_id <> \(session)"
    }

    /// The person's sessions: id, role, organization kind, organization, created, last seen, address, agent.
    static func sessions(of account: UUID, at now: Date) -> Query {
        """
        SELECT session_id, role, session.organization_kind, session.organization, session.created_at, last_seen_at,
            address, agent
        FROM session JOIN account ON account.account_id = session.account_id
        WHERE session.account_id = \(account) AND complete_at IS NOT NULL AND session.created_at >= sessions_from
            AND last_seen_at > \(now.addingTimeInterval(-SessionLimits.idleSeconds))
            AND session.created_at > \(now.addingTimeInterval(-SessionLimits.absoluteSeconds))
        ORDER BY last_seen_at DESC LIMIT 100
        """
    }

    static func setActing(_ acting: RoleAssignment, in token: SecretToken) -> Query {
        """
        UPDATE session SET role = \(acting.role.rawValue), organization_kind = \(acting.organization.kind.rawValue),
            organization = \(acting.organization.code)
        WHERE session_digest = \(token.digest)
        """
    }

    /// Forgets sessions and failures that count for nothing any more.
    static func forgetSessions(before: Date) -> Query { "DELETE FROM session WHERE last_seen_at < \(before)" }

    static func forgetAttempts(before: Date) -> Query { "DELETE FROM sign_in_attempt WHERE last_at < \(before)" }

    /// Counts an attempt as failed before its outcome is known, so that many at once don't slip through.
    static func countFailure(_ key: [UInt8], nextAt: Date, failures: Int32, at now: Date) -> Query {
        """
        INSERT INTO sign_in_attempt (attempt_key, failures, next_at, last_at)
        VALUES (\(key), \(failures), \(nextAt), \(now))
        ON CONFLICT (attempt_key) DO UPDATE SET failures = excluded.failures, next_at = excluded.next_at,
            last_at = excluded.last_at
        """
    }

    /// The failures so far: key, failures, next attempt at. Locked in the order of keys.
    static func attempts(_ keys: [[UInt8]], since: Date) -> Query {
        """
        SELECT attempt_key, failures, next_at FROM sign_in_attempt
        WHERE attempt_key = ANY (\(keys)) AND last_at > \(since) ORDER BY attempt_key FOR UPDATE
        """
    }

    /// Takes turns on subjects that have no row yet.
    static func lockAttempts(_ keys: [[UInt8]]) -> Query {
        """
        SELECT pg_advisory_xact_lock(('x' || left(encode(key, 'hex'), 15))::bit(60)::int8)::text
        FROM (SELECT unnest(\(keys)) AS key ORDER BY 1) AS ordered
        """
    }

    static func forgive(_ key: [UInt8]) -> Query { "DELETE FROM sign_in_attempt WHERE attempt_key = \(key)" }

    /// Takes back the one attempt that turned out well.
    static func takeBack(_ key: [UInt8], nextAt: Date) -> Query {
        """
        UPDATE sign_in_attempt SET failures = greatest(failures - 1, 0), next_at = \(nextAt) WHERE attempt_key = \(key)
        """
    }
}
