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
    public func callAsFunction(_ token: SecretToken) async throws {
        try await context.database.withTransaction(as: .session(digestHex: token.digestHex), role: .auth) {
            connection in
            _ = try await connection.first(SessionQueries.end(token))
        }
    }

    /// Ends one of the own sessions.
    ///
    /// - Returns: false when the person has no such session.
    public func callAsFunction(_ session: UUID, of signedIn: SignedIn) async throws -> Bool {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            try await connection.first(SessionQueries.end(session, of: signedIn.account)) != nil
        }
    }

    /// Ends all own sessions but the one that asks.
    public func others(of signedIn: SignedIn) async throws {
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            _ = try await connection.execute(
                SessionQueries.endOthers(than: signedIn.session, of: signedIn.account))
        }
    }
}
