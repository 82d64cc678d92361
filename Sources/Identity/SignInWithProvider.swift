public import Foundation
import Postgres
import Protection

/// Signs in the person to whom an identity at the provider is linked. The second factor is shown here all the same.
public struct SignInWithProvider: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.unlinkedIdentity`, `wrongCredentials` for a disabled account.
    public func callAsFunction(
        _ identity: OpenIDProvider.Identity, origin: RequestOrigin, at now: Date
    ) async throws -> OpenedSession {
        let account = try await context.database.withTransaction(as: .signIn, role: .auth, readOnly: true) {
            connection in
            try await connection.first(
                IdentityQueries.account(issuer: identity.issuer, subject: identity.subject)
            ).map(AccountRow.init)
        }
        guard let account, account.disabledAt == nil else {
            try await context.trail.record(
                .signIn(
                    .refused, method: .openID, account: account?.id, acting: nil,
                    in: account?.organization ?? .bureau, origin: origin, at: now), role: .auth)
            throw account == nil ? IdentityError.unlinkedIdentity : IdentityError.wrongCredentials
        }
        return try await SessionOpening(context: context).open(account, method: .openID, origin: origin, at: now)
    }
}

/// Links the own account with one at the provider, and takes the link away.
public struct LinkIdentity: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.identityTaken` when somebody else here has it.
    public func callAsFunction(
        _ identity: OpenIDProvider.Identity, to signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            let linked = try await connection.first(
                IdentityQueries.link(
                    issuer: identity.issuer, subject: identity.subject, to: signedIn.account, at: now))
            guard linked != nil else { throw IdentityError.identityTaken }
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        .identityLinked, .update, of: signedIn.account, in: signedIn.acting.organization,
                        by: signedIn.principal.auditAgent, origin: origin, at: now)))
        }
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
