import Foundation
import Postgres
import Protection

/// An account as stored.
struct AccountRow {
    var id: UUID
    var organization: Organization
    var profile: [UInt8]?
    var key: AccountFields.WrappedKey?
    var createdAt: Date
    var disabledAt: Date?
    var passwordHash: String?
    var totpSecret: [UInt8]?
    var totpConfirmedAt: Date?
    var totpLastStep: Int64
    var linkExpiresAt: Date?

    /// The organization of a row has a form that the table's constraints exclude.
    struct Unreadable: Error {}

    init(_ row: Row) throws {
        let (kind, code): (String, String)
        let (wrapped, keyID): ([UInt8]?, String?)
        (
            id, kind, code, profile, wrapped, keyID, createdAt, disabledAt, passwordHash, totpSecret, totpConfirmedAt,
            totpLastStep, linkExpiresAt
        ) = try row.decode(
            UUID.self, String.self, String.self, [UInt8]?.self, [UInt8]?.self, String?.self, Date.self, Date?.self,
            String?.self, [UInt8]?.self, Date?.self, Int64.self, Date?.self)
        guard let organizationKind = Organization.Kind(rawValue: kind),
            let organization = Organization(kind: organizationKind, code: code)
        else { throw Unreadable() }
        self.organization = organization
        key = wrapped.flatMap { bytes in keyID.map { AccountFields.WrappedKey(keyID: $0, wrapped: bytes) } }
    }

    /// The names and phone.
    func profile(_ fields: AccountFields) throws -> AccountProfile {
        guard let profile, let key else { throw AccountFields.Unreadable() }
        let bytes = try fields.open(profile, .profile, of: id, under: key)
        return try JSONDecoder().decode(AccountProfile.self, from: Data(bytes))
    }

    var hasSecondFactor: Bool { totpConfirmedAt != nil }

    func timeBasedCode(_ fields: AccountFields) throws -> TimeBasedCode? {
        guard let totpSecret, let key else { return nil }
        return TimeBasedCode(secret: try fields.open(totpSecret, .totpSecret, of: id, under: key))
    }
}
