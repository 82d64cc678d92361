public import Protection

/// How people sign in to a hub.
public struct AccountSettings: Sendable {
    public var fields: AccountFields
    public var hasher: PasswordHasher
    public var passwords: PasswordRules

    public init(fields: AccountFields, hasher: PasswordHasher = PasswordHasher(), passwords: PasswordRules) {
        self.fields = fields
        self.hasher = hasher
        self.passwords = passwords
    }

    public func context(database: HubDatabase) -> IdentityContext {
        IdentityContext(database: database, fields: fields, hasher: hasher, passwords: passwords)
    }
}
