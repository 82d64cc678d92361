public import Foundation
import Postgres
import Protection

/// Ends sessions of the person who asks.
public struct EndSession: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// Signs out.
    public func callAsFunction(
        _ token: SecretToken, of signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws {
        try await context.database.withTransaction(as: .session(digestHex: token.digestHex), role: .auth) {
            connection in
            _ = try await connection.first(SessionQueries.end(token))
            try await connection.execute(AuditQueries.append(Self.event(.signedOut, signedIn, origin, now)))
        }
    }

    /// Ends one of the own sessions.
    ///
    /// - Returns: false when the person has no such session.
    public func callAsFunction(
        _ session: UUID, of signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws -> Bool {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            guard try await connection.first(SessionQueries.end(session, of: signedIn.account)) != nil else {
                return false
            }
            try await connection.execute(AuditQueries.append(Self.event(.sessionEnded, signedIn, origin, now)))
            return true
        }
    }

    /// Ends all own sessions but the one that asks.
    public func others(of signedIn: SignedIn, origin: RequestOrigin, at now: Date) async throws {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            try await connection.execute(
                SessionQueries.endOthers(than: signedIn.session, of: signedIn.account))
            try await connection.execute(AuditQueries.append(Self.event(.otherSessionsEnded, signedIn, origin, now)))
        }
    }

    private static func event(
        _ deed: AuditDeed, _ signedIn: SignedIn, _ origin: RequestOrigin, _ now: Date
    ) -> AuditEvent {
        AuditEvent(
            .signOut, .execute, deed, in: signedIn.acting.organization, by: signedIn.principal.auditAgent,
            source: origin.address, at: now)
    }
}
