public import Foundation
import Postgres
import Protection

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
