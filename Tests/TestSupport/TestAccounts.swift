public import Foundation
public import Identity
public import Protection

/// Accounts of one test's database, quick to sign in with.
public struct TestAccounts: Sendable {
    public let context: IdentityContext

    public init(_ database: TestDatabase) {
        context = Self.settings(database.keys).context(database: database.hub)
    }

    /// Cheap hashes, so that tests are quick.
    public static func settings(_ keys: KeyRing) -> AccountSettings {
        AccountSettings(
            fields: AccountFields(keys),
            hasher: PasswordHasher(cost: .init(logRounds: 4, blockSize: 1, parallelism: 1)),
            passwords: PasswordRules(common: ["correct horse", "letmein123456", "dragonfly2020"]))
    }

    public static let password = "青山 lamp 47 river"
    public static let origin = RequestOrigin(address: "192.0.2.7", agent: "Firefox/140.0")

    /// Creates an account whose person has set the usual password.
    public func create(
        _ name: String, _ assignments: RoleAssignment..., at now: Date = FixedClock.now
    ) async throws -> UUID {
        let profile = try AccountProfile(signInName: name, displayName: "某人 \(name)", phone: "13800000000")
        guard let first = assignments.first else { throw IdentityError.invalidAssignment }
        let (account, link) = try await CreateAccount(context)(
            profile, assignment: first, as: .district, origin: Self.origin, at: now)
        for another in assignments.dropFirst() {
            try await AdministerAccount(context).assign(
                another, to: account, as: .district, origin: Self.origin, at: now)
        }
        try await UseSetUpLink(context)(link, password: Self.password, origin: Self.origin, at: now)
        return account
    }

    /// Signs in all the way, setting a second factor up where the role takes one.
    public func signIn(_ name: String, at now: Date = FixedClock.now) async throws -> SecretToken {
        let opened = try await SignIn(context)(name: name, password: Self.password, origin: Self.origin, at: now)
        guard opened.stage == .secondFactorMissing else { return opened.token }
        let signedIn = try await AuthenticateSession(context)(opened.token, at: now)
        let code = try await SetUpSecondFactor(context).begin(signedIn)
        return try await SetUpSecondFactor(context).confirm(
            code.code(at: now), token: opened.token, signedIn: signedIn, origin: Self.origin, at: now
        ).session.token
    }
}

extension RoleAssignment {
    /// A role of the bureau.
    public static func bureau(_ role: Role) throws -> RoleAssignment {
        guard let assignment = RoleAssignment(role, at: .bureau) else { throw IdentityError.invalidAssignment }
        return assignment
    }

    /// A role at the station with a number.
    public static func station(_ role: Role, _ number: Int) throws -> RoleAssignment {
        guard let assignment = RoleAssignment(role, at: .station(try .number(number))) else {
            throw IdentityError.invalidAssignment
        }
        return assignment
    }
}
