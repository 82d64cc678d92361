import Foundation
import Postgres
import Protection

/// Begins sessions.
struct SessionOpening {
    let context: IdentityContext

    /// - Throws: `IdentityError.wrongCredentials` when the person has no role left.
    func open(
        _ account: AccountRow, method: AuditSignInMethod, origin: RequestOrigin, at now: Date
    ) async throws -> OpenedSession {
        let token = SecretToken()
        return try await context.database.withTransaction(as: .session(digestHex: token.digestHex), role: .auth) {
            connection in
            let rows = try await connection.rows(
                IdentityQueries.assignments(of: [account.id]),
                as: (UUID.self, String.self, String.self, String.self))
            let assignments = rows.compactMap { RoleAssignment(role: $0.1, kind: $0.2, code: $0.3) }
            guard let acting = assignments.first else { throw IdentityError.wrongCredentials }
            let stage = SignedIn.Stage(
                isComplete: false, hasSecondFactor: account.hasSecondFactor, assignments: assignments)
            try await connection.execute(
                SessionQueries.insert(
                    token, id: UUID(), account: account.id, acting: acting, origin: origin,
                    completeAt: stage == .complete ? now : nil, at: now))
            try await connection.execute(
                AuditQueries.append(
                    .signIn(
                        .success, method: method, account: account.id, acting: acting, in: acting.organization,
                        origin: origin, at: now)))
            return OpenedSession(token: token, account: account.id, acting: acting, stage: stage)
        }
    }
}
