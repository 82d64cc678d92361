import Foundation
public import Protection

/// What every use case of accounts and sign-in needs.
public struct IdentityContext: Sendable {
    public var database: HubDatabase
    public var fields: AccountFields
    public var hasher: PasswordHasher
    public var passwords: PasswordRules
    /// How long a one-time link to set a password is good, in seconds.
    public var linkSeconds = 86_400.0

    var trail: AuditTrail { AuditTrail(database: database) }

    public init(database: HubDatabase, fields: AccountFields, hasher: PasswordHasher, passwords: PasswordRules) {
        self.database = database
        self.fields = fields
        self.hasher = hasher
        self.passwords = passwords
    }
}
