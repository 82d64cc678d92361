public import Foundation
import Postgres
public import Protection

/// Creates an account with a role and a one-time link with which its person sets a password.
public struct CreateAccount: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Parameters:
    ///   - assignment: the first role; its organization administers the account, volunteers and bureau by the bureau.
    ///   - principal: who creates it.
    /// - Throws: `IdentityError.nameTaken`, `invalidAssignment`.
    public func callAsFunction(
        _ profile: AccountProfile, assignment: RoleAssignment, as principal: Principal, origin: RequestOrigin,
        at now: Date
    ) async throws -> (account: UUID, link: SecretToken) {
        guard principal.assigns(assignment) else { throw IdentityError.invalidAssignment }
        let id = UUID()
        let link = SecretToken()
        let key = try context.fields.makeKey(for: id)
        let sealed = try context.fields.seal(
            Array(JSONEncoder().encode(profile)), .profile, of: id, under: key)
        let indexes = context.fields.indexes(of: profile.signInName)
        let index = try context.fields.index(of: profile.signInName)
        let expiry = now.addingTimeInterval(context.linkSeconds)
        try await refuseTaken(indexes)
        do {
            try await context.database.withTransaction(as: principal, role: .auth) { connection in
                guard try await connection.first(IdentityQueries.organization(assignment.organization)) != nil else {
                    throw IdentityError.invalidAssignment
                }
                try await connection.execute(
                    IdentityQueries.insert(
                        id, organization: assignment.organization, name: index, profile: sealed, key: key, at: now))
                try await connection.execute(IdentityQueries.assign(assignment, to: id, at: now))
                try await connection.execute(IdentityQueries.setLink(link.digest, of: id, until: expiry))
                try await connection.execute(
                    AuditQueries.append(
                        .account(
                            .accountCreated, .create, of: id, in: assignment.organization, by: principal.auditAgent,
                            origin: origin, details: [.role: assignment.auditText], at: now)))
            }
        } catch let error as PostgresError where error.sqlState == .uniqueViolation {
            throw IdentityError.nameTaken
        }
        return (id, link)
    }

    /// A name stored under an earlier key of the index doesn't collide by itself.
    private func refuseTaken(_ indexes: [BlindIndex.Entry]) async throws {
        let isTaken = try await context.database.withTransaction(as: .signIn, role: .auth, readOnly: true) {
            try await $0.first(IdentityQueries.account(named: indexes)) != nil
        }
        if isTaken { throw IdentityError.nameTaken }
    }
}
