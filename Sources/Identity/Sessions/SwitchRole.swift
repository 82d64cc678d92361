public import Foundation
import Postgres
public import Protection

/// Lets a person act in another of their roles.
public struct SwitchRole: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.invalidAssignment` when the person doesn't hold the role.
    public func callAsFunction(
        to assignment: RoleAssignment, token: SecretToken, signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws {
        guard signedIn.assignments.contains(assignment) else { throw IdentityError.invalidAssignment }
        try await context.database.withTransaction(as: .session(digestHex: token.digestHex), role: .auth) {
            connection in
            try await connection.execute(SessionQueries.setActing(assignment, in: token))
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        .roleSwitched, .execute, of: signedIn.account, in: assignment.organization,
                        by: signedIn.principal.auditAgent, origin: origin, details: [.role: assignment.auditText],
                        at: now)))
        }
    }
}
