public import Foundation
import Postgres
import Protection

/// Changes the own password; all sessions end but the one that it is done in, which gets a new token.
public struct ChangePassword: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.wrongCredentials`, `weakPassword`, `tooManyAttempts`, `busy`.
    public func callAsFunction(
        from old: String, to new: String, signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws -> OpenedSession {
        if let violation = context.passwords.violation(new, of: signedIn.profile) {
            throw IdentityError.weakPassword(violation)
        }
        try await ConfirmPassword(context)(old, signedIn: signedIn, origin: origin, at: now)
        let hash = try await context.hasher.hash(new)
        let fresh = SecretToken()
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            try await connection.execute(IdentityQueries.setPassword(hash, of: signedIn.account, at: now))
            try await connection.execute(
                SessionQueries.insert(
                    fresh, id: UUID(), account: signedIn.account, acting: signedIn.acting, origin: origin,
                    completeAt: now, at: now))
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        .passwordChanged, .update, of: signedIn.account, in: signedIn.acting.organization,
                        by: signedIn.principal.auditAgent, origin: origin, at: now)))
        }
        return OpenedSession(
            token: fresh, account: signedIn.account, acting: signedIn.acting, stage: .complete)
    }
}
