public import Foundation
import Postgres
public import Protection

/// Disables, enables and resets accounts, and changes their roles. Each acts at once: sessions of before end.
public struct AdministerAccount: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.unknownAccount`, `ownAccount`, `lastDirector`.
    public func disable(_ account: UUID, as principal: Principal, origin: RequestOrigin, at now: Date) async throws {
        try await change(.accountDisabled, account, as: principal, origin: origin, at: now) { _, connection in
            try await Self.keepADirector(besides: account, connection)
            try await connection.execute(IdentityQueries.setDisabled(now, of: account, at: now))
        }
    }

    /// What was linked before counts for nothing any more, as the password link of before does.
    ///
    /// - Throws: `IdentityError.unknownAccount`, `ownAccount`.
    public func enable(_ account: UUID, as principal: Principal, origin: RequestOrigin, at now: Date) async throws {
        try await change(.accountEnabled, account, as: principal, origin: origin, at: now) { _, connection in
            try await connection.execute(IdentityQueries.setDisabled(nil, of: account, at: now))
            try await connection.execute(IdentityQueries.voidIdentities(of: account, at: now))
        }
    }

    /// Voids the password and linked identities and gives a new one-time link.
    ///
    /// - Parameter secondFactor: also takes the second factor away, for somebody who lost the phone and the recovery codes.
    /// - Throws: `IdentityError.unknownAccount`, `ownAccount`.
    public func reset(
        _ account: UUID, secondFactor: Bool, as principal: Principal, origin: RequestOrigin, at now: Date
    ) async throws -> SecretToken {
        let link = SecretToken()
        let expiry = now.addingTimeInterval(context.linkSeconds)
        try await change(.accountReset, account, as: principal, origin: origin, at: now) { _, connection in
            try await connection.execute(IdentityQueries.setPassword(nil, of: account, at: now))
            try await connection.execute(IdentityQueries.voidIdentities(of: account, at: now))
            if secondFactor {
                try await connection.execute(
                    IdentityQueries.setSecondFactor(
                        secret: nil, confirmedAt: nil, lastStep: 0, recoveryCodes: [], of: account))
            }
            try await connection.execute(IdentityQueries.setLink(link.digest, of: account, until: expiry))
        }
        return link
    }

    /// Gives a role besides those the person has.
    ///
    /// - Throws: `IdentityError.unknownAccount`, `invalidAssignment`, `ownAccount`.
    public func assign(
        _ assignment: RoleAssignment, to account: UUID, as principal: Principal, origin: RequestOrigin, at now: Date
    ) async throws {
        guard principal.assigns(assignment) else { throw IdentityError.invalidAssignment }
        try await change(
            .roleAssigned, account, as: principal, origin: origin, details: [.role: assignment.auditText], at: now
        ) { _, connection in
            guard try await connection.first(IdentityQueries.organization(assignment.organization)) != nil else {
                throw IdentityError.invalidAssignment
            }
            try await connection.execute(IdentityQueries.assign(assignment, to: account, at: now))
        }
    }

    /// Takes a role away.
    ///
    /// - Throws: `IdentityError.unknownAccount`, `invalidAssignment`, `lastDirector`, `ownAccount`.
    public func withdraw(
        _ assignment: RoleAssignment, from account: UUID, as principal: Principal, origin: RequestOrigin, at now: Date
    ) async throws {
        guard principal.assigns(assignment) else { throw IdentityError.invalidAssignment }
        try await change(
            .roleWithdrawn, account, as: principal, origin: origin, details: [.role: assignment.auditText], at: now
        ) { _, connection in
            if assignment.role == .director { try await Self.keepADirector(besides: account, connection) }
            guard try await connection.first(IdentityQueries.withdraw(assignment, from: account)) != nil else {
                throw IdentityError.invalidAssignment
            }
        }
    }

    private func change(
        _ deed: AuditDeed, _ account: UUID, as principal: Principal, origin: RequestOrigin,
        details: [AuditDetail: String] = [:], at now: Date,
        _ body: @escaping @Sendable (AccountRow, isolated Connection) async throws -> Void
    ) async throws {
        if case .person(let acting) = principal, acting.account == account { throw IdentityError.ownAccount }
        try await context.database.withTransaction(as: principal, role: .auth) { connection in
            guard let row = try await connection.first(IdentityQueries.lockAccount(account)) else {
                throw IdentityError.unknownAccount
            }
            let found = try AccountRow(row)
            guard principal.administers(found.organization) else { throw IdentityError.unknownAccount }
            try await body(found, connection)
            try await connection.execute(
                AuditQueries.append(
                    .account(
                        deed, .update, of: account, in: found.organization, by: principal.auditAgent, origin: origin,
                        details: details, at: now)))
        }
    }

    /// Somebody has to be able to let people in.
    private static func keepADirector(besides account: UUID, _ connection: isolated Connection) async throws {
        let rows = try await connection.rows(
            IdentityQueries.assignments(of: [account]), as: (UUID.self, String.self, String.self, String.self))
        guard rows.contains(where: { $0.1 == Role.director.rawValue }) else { return }
        guard try await connection.first(IdentityQueries.otherDirectors(than: account)) != nil else {
            throw IdentityError.lastDirector
        }
    }
}
