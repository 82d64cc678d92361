public import Foundation
import Postgres
import Protection

/// Completes a sign-in by the code of an authenticator app or by a recovery code; each is good once.
public struct ShowSecondFactor: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Returns: a new token; the one that was shown to the password form is good no longer.
    /// - Throws: `IdentityError.wrongCode`, `tooManyAttempts`, `notSignedIn`, `secondFactorState`.
    public func callAsFunction(
        _ typed: String, token: SecretToken, signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws -> OpenedSession {
        guard signedIn.stage == .secondFactorDue else { throw IdentityError.secondFactorState }
        let throttle = SignInThrottle(context: context)
        // Counted by the account, since whoever comes here knows the password.
        let attempt = try await throttle.begin(name: "code/\(signedIn.account)", origin: origin, at: now)
        let opened: OpenedSession
        do {
            opened = try await renew(typed, token, signedIn, origin, now)
        } catch IdentityError.wrongCode {
            try await context.trail.record(Self.event(.refused, signedIn, origin, now), role: .auth)
            throw IdentityError.wrongCode
        }
        try await throttle.succeed(attempt, at: now)
        return opened
    }

    private func renew(
        _ typed: String, _ token: SecretToken, _ signedIn: SignedIn, _ origin: RequestOrigin, _ now: Date
    ) async throws -> OpenedSession {
        let fields = context.fields
        let fresh = SecretToken()
        return try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            guard let row = try await connection.first(IdentityQueries.lockAccount(signedIn.account)) else {
                throw IdentityError.notSignedIn
            }
            guard try await Self.use(typed, of: try AccountRow(row), fields, now, connection) else {
                throw IdentityError.wrongCode
            }
            guard try await connection.first(SessionQueries.end(token)) != nil else { throw IdentityError.notSignedIn }
            try await connection.execute(
                SessionQueries.insert(
                    fresh, id: UUID(), account: signedIn.account, acting: signedIn.acting, origin: origin,
                    completeAt: now, at: now))
            try await connection.execute(AuditQueries.append(Self.event(.success, signedIn, origin, now)))
            return OpenedSession(
                token: fresh, account: signedIn.account, acting: signedIn.acting, stage: .complete)
        }
    }

    private static func event(
        _ outcome: AuditEvent.Outcome, _ signedIn: SignedIn, _ origin: RequestOrigin, _ now: Date
    ) -> AuditEvent {
        .signIn(
            outcome, method: .secondFactor, account: signedIn.account, acting: signedIn.acting,
            in: signedIn.acting.organization, origin: origin, at: now)
    }

    /// Uses a code up.
    ///
    /// - Returns: false when it isn't one.
    private static func use(
        _ typed: String, of account: AccountRow, _ fields: AccountFields, _ now: Date,
        _ connection: isolated Connection
    ) async throws -> Bool {
        if let digest = RecoveryCodes.digest(of: typed) {
            return try await connection.first(IdentityQueries.useRecoveryCode(digest, of: account.id)) != nil
        }
        guard let code = try account.timeBasedCode(fields),
            let step = code.step(of: typed, at: now, after: account.totpLastStep)
        else { return false }
        return try await connection.first(IdentityQueries.useStep(step, of: account.id)) != nil
    }
}
