public import Foundation
import HubModel
import Postgres
import Protection

/// Finds out who presents a session's token.
public struct AuthenticateSession: Sendable {
    private let context: IdentityContext
    /// A request notes when it was seen, but not more often than this.
    private static let noteSeconds = 60.0

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Parameter touching: false for what the browser asks by itself, which doesn't keep an idle session alive.
    /// - Throws: `IdentityError.notSignedIn`.
    public func callAsFunction(_ token: SecretToken, touching: Bool = true, at now: Date) async throws -> SignedIn {
        let fields = context.fields
        return try await context.database.withTransaction(as: .session(digestHex: token.digestHex), role: .auth) {
            connection in
            guard
                let found = try await connection.first(
                    SessionQueries.session(token, at: now),
                    as: (UUID.self, UUID.self, String.self, String.self, String.self, Bool.self, Date.self))
            else { throw IdentityError.notSignedIn }
            let (session, account, role, kind, code, isComplete, seenAt) = found
            var statements = [IdentityQueries.account(account), IdentityQueries.assignments(of: [account])]
            if touching, now.timeIntervalSince(seenAt) > Self.noteSeconds {
                statements.append(SessionQueries.seen(token, at: now))
            }
            let results = try await connection.pipeline(statements)
            guard let row = try results[0].rows.first.map(AccountRow.init) else { throw IdentityError.notSignedIn }
            let assignments = try results[1].rows.compactMap { row in
                let (_, role, kind, code) = try row.decode(UUID.self, String.self, String.self, String.self)
                return RoleAssignment(role: role, kind: kind, code: code)
            }
            // A role that was taken away ends what was done in it; another one has to be chosen.
            let chosen = RoleAssignment(role: role, kind: kind, code: code)
            guard let acting = assignments.first(where: { $0 == chosen }) ?? assignments.first else {
                throw IdentityError.notSignedIn
            }
            return SignedIn(
                account: account, session: session, profile: try row.profile(fields), acting: acting,
                assignments: assignments,
                stage: SignedIn.Stage(
                    isComplete: isComplete, hasSecondFactor: row.hasSecondFactor, assignments: assignments),
                hasSecondFactor: row.hasSecondFactor)
        }
    }
}
