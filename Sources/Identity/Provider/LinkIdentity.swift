public import Foundation
import Postgres
import Protection

/// Links the own account with one at the provider, and takes the link away.
public struct LinkIdentity: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// Makes sure that it is the person who links, and nobody who found the browser open: the link signs in from then on.
    ///
    /// - Throws: `IdentityError.wrongCredentials`, `tooManyAttempts`, `busy`.
    public func confirm(_ password: String, of signedIn: SignedIn, origin: RequestOrigin, at now: Date) async throws {
        try await ConfirmPassword(context)(password, signedIn: signedIn, origin: origin, at: now)
    }

    /// The one identity at the provider: a link with another one of before goes.
    ///
    /// - Throws: `IdentityError.identityTaken` when somebody else here has it.
    public func callAsFunction(
        _ identity: OpenIDProvider.Identity, to signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws {
        let isLinked = try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            let (issuer, subject) = (identity.issuer, identity.subject)
            _ = try await connection.first(
                IdentityQueries.unlink(issuer: issuer, subject: subject, from: signedIn.account))
            let linked = try await connection.first(
                IdentityQueries.link(issuer: issuer, subject: subject, to: signedIn.account, at: now))
            if linked != nil {
                try await connection.execute(
                    IdentityQueries.unlinkOthers(issuer: issuer, than: subject, from: signedIn.account))
            }
            let event = AuditEvent.account(
                .identityLinked, .update, of: signedIn.account, in: signedIn.acting.organization,
                by: signedIn.principal.auditAgent, outcome: linked == nil ? .refused : .success, origin: origin, at: now
            )
            try await connection.execute(AuditQueries.append(event))
            return linked != nil
        }
        guard isLinked else { throw IdentityError.identityTaken }
    }

    /// Takes all links of the own account away.
    public func remove(from signedIn: SignedIn, origin: RequestOrigin, at now: Date) async throws {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            try await connection.execute(IdentityQueries.unlink(signedIn.account))
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        .identityUnlinked, .update, of: signedIn.account, in: signedIn.acting.organization,
                        by: signedIn.principal.auditAgent, origin: origin, at: now)))
        }
    }

    /// Whether the own account is linked.
    public func isLinked(_ signedIn: SignedIn) async throws -> Bool {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth, readOnly: true) {
            try await $0.first(IdentityQueries.identities(of: signedIn.account)) != nil
        }
    }
}
