public import Foundation
import Postgres
import Protection

/// Forgets sessions and failed attempts that count for nothing any more; run daily.
public struct ForgetOldSessions: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    public func callAsFunction(at now: Date) async throws {
        let sessions = now.addingTimeInterval(-SessionLimits.absoluteSeconds)
        let attempts = now.addingTimeInterval(-SignInDelay.forgetAfterSeconds)
        try await context.database.withTransaction(as: .district, role: .auth) { connection in
            try await connection.execute(SessionQueries.forgetSessions(before: sessions))
            try await connection.execute(SessionQueries.forgetAttempts(before: attempts))
        }
    }
}
