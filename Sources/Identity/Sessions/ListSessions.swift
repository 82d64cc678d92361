public import Foundation
import Postgres
public import Protection

/// Lists the sessions of the person who asks, the last used first.
public struct ListSessions: Sendable {
    public struct Entry: Sendable {
        public let id: UUID
        public let acting: RoleAssignment
        public let createdAt: Date
        public let lastSeenAt: Date
        public let address: String
        public let agent: String
    }

    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    public func callAsFunction(_ signedIn: SignedIn, at now: Date) async throws -> [Entry] {
        return try await context.database.withTransaction(as: signedIn.principal, role: .auth, readOnly: true) {
            connection in
            try await connection.rows(
                SessionQueries.sessions(of: signedIn.account, at: now),
                as: (
                    UUID.self, String.self, String.self, String.self, Date.self, Date.self, String.self, String.self
                )
            ).compactMap { id, role, kind, code, created, seen, address, agent in
                RoleAssignment(role: role, kind: kind, code: code).map {
                    Entry(
                        id: id, acting: $0, createdAt: created, lastSeenAt: seen, address: address, agent: agent)
                }
            }
        }
    }
}
