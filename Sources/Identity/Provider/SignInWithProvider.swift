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
                    in: account?.organization ?? .bureau, origin: origin,
                    details: [.refusal: (account == nil ? AuditRefusal.unlinkedIdentity : .disabledAccount).rawValue],
                    at: now), role: .auth)
            throw account == nil ? IdentityError.unlinkedIdentity : IdentityError.wrongCredentials
        }
        return try await SessionOpening(context: context).open(account, method: .openID, origin: origin, at: now)
    }
}
