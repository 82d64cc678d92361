import Foundation
import HubModel
import Postgres
import Protection

/// The statements on accounts and roles.
enum IdentityQueries {
    /// What an account row is decoded from; see ``AccountRow``.
    private static let columns: Query = """
        account.account_id, account.organization_kind, account.organization, profile, wrapped_key, key_id, created_at,
        disabled_at, password_hash, totp_secret, totp_confirmed_at, totp_last_step, link_expires_at
        """

    /// The account with a sign-in name: ``AccountRow``.
    static func account(named indexes: [BlindIndex.Entry]) -> Query {
        "SELECT \(columns) FROM account WHERE name_index = ANY (\(indexes.map(\.digest)))"
    }

    static func account(_ id: UUID) -> Query {
        "SELECT \(columns) FROM account WHERE account_id = \(id)"
    }

    static func accounts(_ ids: [UUID]) -> Query {
        "SELECT \(columns) FROM account WHERE account_id = ANY (\(ids))"
    }

    /// The same, locked against other changes.
    static func lockAccount(_ id: UUID) -> Query {
        "SELECT \(columns) FROM account WHERE account_id = \(id) FOR UPDATE"
    }

    /// The account whose one-time link has the digest, locked, so that one of several presenters wins.
    static func lockAccount(link digest: [UInt8], at now: Date) -> Query {
        """
        SELECT \(columns) FROM account
        WHERE link_digest = \(digest) AND link_expires_at > \(now) AND disabled_at IS NULL FOR UPDATE
        """
    }

    static func account(link digest: [UInt8], at now: Date) -> Query {
        """
        SELECT \(columns) FROM account
        WHERE link_digest = \(digest) AND link_expires_at > \(now) AND disabled_at IS NULL
        """
    }

    /// The account linked to one at a provider.
    static func account(issuer: String, subject: String) -> Query {
        """
        SELECT \(columns) FROM account JOIN external_identity USING (account_id)
        WHERE issuer = \(issuer) AND subject = \(subject) AND linked_at > identities_from
        """
    }

    /// All accounts that the principal may administer, newest first.
    static func accounts() -> Query {
        "SELECT \(columns) FROM account ORDER BY created_at DESC, account_id LIMIT 2000"
    }

    static func anyAccount() -> Query { "SELECT EXISTS (SELECT FROM account)" }

    static func insert(
        _ id: UUID, organization: Organization, name: BlindIndex.Entry, profile: [UInt8],
        key: AccountFields.WrappedKey, at now: Date
    ) -> Query {
        """
        INSERT INTO account (
            account_id, organization_kind, organization, name_index, name_index_key, profile, wrapped_key, key_id,
            created_at, sessions_from)
        VALUES (
            \(id), \(organization.kind.rawValue), \(organization.code), \(name.digest), \(name.keyID), \(profile),
            \(key.wrapped), \(key.keyID), \(now), \(now))
        """
    }

    static func setLink(_ digest: [UInt8]?, of id: UUID, until expiry: Date?) -> Query {
        "UPDATE account SET link_digest = \(digest), link_expires_at = \(expiry) WHERE account_id = \(id)"
    }

    /// Sets a password; links and sessions of before end.
    static func setPassword(_ hash: String?, of id: UUID, at now: Date) -> Query {
        """
        UPDATE account SET password_hash = \(hash), password_set_at = \(now), link_digest = NULL, link_expires_at = NULL,
            sessions_from = \(now)
        WHERE account_id = \(id)
        """
    }

    static func setDisabled(_ disabledAt: Date?, of id: UUID, at now: Date) -> Query {
        """
        UPDATE account SET disabled_at = \(disabledAt), link_digest = NULL, link_expires_at = NULL, sessions_from = \(now)
        WHERE account_id = \(id)
        """
    }

    static func setSecondFactor(
        secret: [UInt8]?, confirmedAt: Date?, lastStep: Int64, recoveryCodes: [[UInt8]], of id: UUID
    ) -> Query {
        """
        UPDATE account SET totp_secret = \(secret), totp_confirmed_at = \(confirmedAt), totp_last_step = \(lastStep),
            recovery_codes = \(recoveryCodes)
        WHERE account_id = \(id)
        """
    }

    /// Uses a time step up; no row when it or a later one was used.
    static func useStep(_ step: Int64, of id: UUID) -> Query {
        """
        UPDATE account SET totp_last_step = \(step) WHERE account_id = \(id) AND totp_last_step < \(step)
        RETURNING account_id
        """
    }

    /// Uses a recovery code up; no row when it isn't there.
    static func useRecoveryCode(_ digest: [UInt8], of id: UUID) -> Query {
        """
        UPDATE account SET recovery_codes = array_remove(recovery_codes, \(digest))
        WHERE account_id = \(id) AND \(digest) = ANY (recovery_codes) RETURNING account_id
        """
    }

    // Keys

    /// Accounts that other keys than these were used for.
    static func accounts(notUnder encryption: String, or lookup: String) -> Query {
        """
        SELECT account_id FROM account WHERE key_id <> \(encryption) OR name_index_key <> \(lookup) ORDER BY account_id
        """
    }

    static func setKeys(_ key: AccountFields.WrappedKey, name: BlindIndex.Entry, of id: UUID) -> Query {
        """
        UPDATE account SET wrapped_key = \(key.wrapped), key_id = \(key.keyID), name_index = \(name.digest),
            name_index_key = \(name.keyID)
        WHERE account_id = \(id)
        """
    }

    /// How many accounts need a key; nil for purposes that accounts have nothing to do with.
    static func uses(_ purpose: KeyPurpose, id: String) -> Query? {
        switch purpose {
        case .encryption: "SELECT count(*) FROM account WHERE key_id = \(id)"
        case .lookup: "SELECT count(*) FROM account WHERE name_index_key = \(id)"
        case .linkage, .audit: nil
        }
    }

    // Roles

    /// The roles of accounts at organizations that are still there: account, role, organization kind, organization.
    static func assignments(of accounts: [UUID]) -> Query {
        """
        SELECT account_id, role, organization_kind, organization
        FROM role_assignment
        LEFT JOIN station ON organization_kind = 'station' AND station_id = organization
        LEFT JOIN hospital ON organization_kind = 'hospital' AND hospital_id = organization
        WHERE account_id = ANY (\(accounts)) AND coalesce(station.active, hospital.active, true)
        ORDER BY assigned_at, role, organization
        """
    }

    static func assign(_ assignment: RoleAssignment, to account: UUID, at now: Date) -> Query {
        """
        INSERT INTO role_assignment (account_id, role, organization_kind, organization, assigned_at)
        VALUES (
            \(account), \(assignment.role.rawValue), \(assignment.organization.kind.rawValue),
            \(assignment.organization.code), \(now))
        ON CONFLICT DO NOTHING
        """
    }

    static func withdraw(_ assignment: RoleAssignment, from account: UUID) -> Query {
        """
        DELETE FROM role_assignment
        WHERE account_id = \(account) AND role = \(assignment.role.rawValue)
            AND organization_kind = \(assignment.organization.kind.rawValue)
            AND organization = \(assignment.organization.code)
        RETURNING account_id
        """
    }

    /// Directors who can sign in besides one account; the accounts are locked, so that two directors don't disable each
    /// other at once.
    static func otherDirectors(than account: UUID) -> Query {
        """
        SELECT account_id FROM account
        WHERE disabled_at IS NULL AND account_id <> \(account) AND account_id IN (
            SELECT account_id FROM role_assignment WHERE role = 'director')
        ORDER BY account_id FOR UPDATE
        """
    }

    /// Whether a station or hospital is there: no row when it isn't.
    static func organization(_ organization: Organization) -> Query {
        switch organization {
        case .bureau: "SELECT true"
        case .station(let code): "SELECT true FROM station WHERE station_id = \(code.rawValue) AND active"
        case .hospital(let code): "SELECT true FROM hospital WHERE hospital_id = \(code.rawValue) AND active"
        }
    }

    // Identities at providers

    static func link(issuer: String, subject: String, to account: UUID, at now: Date) -> Query {
        """
        INSERT INTO external_identity (issuer, subject, account_id, linked_at)
        VALUES (\(issuer), \(subject), \(account), \(now)) ON CONFLICT DO NOTHING RETURNING account_id
        """
    }

    static func unlink(_ account: UUID) -> Query {
        "DELETE FROM external_identity WHERE account_id = \(account)"
    }

    /// Takes the link with one identity away if it is the account's own.
    static func unlink(issuer: String, subject: String, from account: UUID) -> Query {
        """
        DELETE FROM external_identity
        WHERE issuer = \(issuer) AND subject = \(subject) AND account_id = \(account) RETURNING account_id
        """
    }

    /// Takes the account's links with other identities of a provider away.
    static func unlinkOthers(issuer: String, than subject: String, from account: UUID) -> Query {
        """
        DELETE FROM external_identity
        WHERE issuer = \(issuer) AND subject <> \(subject) AND account_id = \(account)
        """
    }

    /// Makes the links of before count for nothing.
    static func voidIdentities(of account: UUID, at now: Date) -> Query {
        "UPDATE account SET identities_from = \(now) WHERE account_id = \(account)"
    }

    /// The providers that an account is linked to: issuer.
    static func identities(of account: UUID) -> Query {
        """
        SELECT issuer FROM external_identity JOIN account USING (account_id)
        WHERE account_id = \(account) AND linked_at > identities_from ORDER BY issuer
        """
    }
}

extension RoleAssignment {
    /// A row of role, organization kind and organization.
    init?(role: String, kind: String, code: String) {
        guard let role = Role(rawValue: role), let kind = Organization.Kind(rawValue: kind),
            let organization = Organization(kind: kind, code: code)
        else { return nil }
        self.init(role, at: organization)
    }
}
