public import Foundation
import Postgres
import Protection

/// Sets a password by a one-time link; of several who present it at once, one wins.
public struct UseSetUpLink: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// Whose link it is, for the form; doesn't use it up, since mail programs look at links before people do.
    ///
    /// - Throws: `IdentityError.invalidLink`.
    public func read(_ link: SecretToken, at now: Date) async throws -> AccountProfile {
        let row = try await context.database.withTransaction(as: .signIn, role: .auth, readOnly: true) { connection in
            try await connection.first(IdentityQueries.account(link: link.digest, at: now)).map(AccountRow.init)
        }
        guard let row else { throw IdentityError.invalidLink }
        return try row.profile(context.fields)
    }

    /// - Returns: the account.
    /// - Throws: `IdentityError.invalidLink`, `weakPassword`, `busy`.
    @discardableResult
    public func callAsFunction(
        _ link: SecretToken, password: String, origin: RequestOrigin, at now: Date
    ) async throws -> UUID {
        let profile = try await read(link, at: now)
        if let violation = context.passwords.violation(password, of: profile) {
            throw IdentityError.weakPassword(violation)
        }
        let hash = try await context.hasher.hash(password)
        return try await context.database.withTransaction(as: .signIn, role: .auth) { connection in
            guard
                let row = try await connection.first(IdentityQueries.lockAccount(link: link.digest, at: now))
            else { throw IdentityError.invalidLink }
            let account = try AccountRow(row)
            try await connection.execute(IdentityQueries.setPassword(hash, of: account.id, at: now))
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        .passwordSetByLink, .update, of: account.id, in: account.organization,
                        by: .account(account.id), origin: origin, at: now)))
            return account.id
        }
    }
}
