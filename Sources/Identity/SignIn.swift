public import Foundation
import HubModel
import Postgres
public import Protection

/// Signs a person in with name and password.
public struct SignIn: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Returns: the token of the new session, which may still lack the second factor.
    /// - Throws: `IdentityError.wrongCredentials`, `tooManyAttempts`, `busy`.
    public func callAsFunction(
        name typed: String, password: String, origin: RequestOrigin, at now: Date
    ) async throws -> OpenedSession {
        let name = SignInName(typed)
        let throttle = SignInThrottle(context: context)
        let attempt = try await throttle.begin(name: name?.text ?? "", origin: origin, at: now)
        let account = try await find(name)
        let isRight = try await context.hasher.verify(password, against: account?.passwordHash)
        guard isRight, let account, account.disabledAt == nil else {
            try await context.trail.record(
                .signIn(
                    .refused, method: .password, account: account?.id, acting: nil,
                    in: account?.organization ?? .bureau, origin: origin, at: now), role: .auth)
            throw IdentityError.wrongCredentials
        }
        let opened = try await SessionOpening(context: context).open(
            account, method: .password, origin: origin, at: now)
        try await throttle.succeed(attempt, at: now)
        return opened
    }

    private func find(_ name: SignInName?) async throws -> AccountRow? {
        guard let name else { return nil }
        let indexes = context.fields.indexes(of: name)
        return try await context.database.withTransaction(as: .signIn, role: .auth, readOnly: true) { connection in
            try await connection.first(IdentityQueries.account(named: indexes)).map(AccountRow.init)
        }
    }
}

/// A session that has just begun.
public struct OpenedSession: Sendable {
    public let token: SecretToken
    public let account: UUID
    public let acting: RoleAssignment
    public let stage: SignedIn.Stage
}

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

extension SignedIn.Stage {
    /// - Parameter isComplete: the session has passed its second factor.
    init(isComplete: Bool, hasSecondFactor: Bool, assignments: [RoleAssignment]) {
        if !hasSecondFactor, assignments.contains(where: \.role.needsSecondFactor) {
            self = .secondFactorMissing
        } else {
            self = isComplete || !hasSecondFactor ? .complete : .secondFactorDue
        }
    }
}
