public import Foundation
import Postgres
import Protection

/// Gives a person a second factor: first a secret to put into an authenticator app, then the proof that it works there.
public struct SetUpSecondFactor: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// The secret to show. The same until it is confirmed, so that a page loaded again doesn't spoil a scanned code.
    ///
    /// - Throws: `IdentityError.secondFactorState` when there is a confirmed one.
    public func begin(_ signedIn: SignedIn) async throws -> TimeBasedCode {
        let fields = context.fields
        return try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            let account = try await Self.locked(signedIn, connection)
            guard !account.hasSecondFactor, let key = account.key else { throw IdentityError.secondFactorState }
            if let code = try account.timeBasedCode(fields) { return code }
            let code = TimeBasedCode()
            let sealed = try fields.seal(code.secret, .totpSecret, of: account.id, under: key)
            try await connection.execute(
                IdentityQueries.setSecondFactor(
                    secret: sealed, confirmedAt: nil, lastStep: 0, recoveryCodes: [], of: account.id))
            return code
        }
    }

    /// Confirms the secret and completes the sign-in.
    ///
    /// - Returns: the recovery codes, shown once, and the session's new token.
    /// - Throws: `IdentityError.wrongCode`, `secondFactorState`, `notSignedIn`.
    public func confirm(
        _ typed: String, token: SecretToken, signedIn: SignedIn, origin: RequestOrigin, at now: Date
    ) async throws -> (codes: [String], session: OpenedSession) {
        let fields = context.fields
        let codes = RecoveryCodes.make()
        let fresh = SecretToken()
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            let account = try await Self.locked(signedIn, connection)
            guard !account.hasSecondFactor, let code = try account.timeBasedCode(fields) else {
                throw IdentityError.secondFactorState
            }
            guard let step = code.step(of: typed, at: now, after: 0) else { throw IdentityError.wrongCode }
            try await connection.execute(
                IdentityQueries.setSecondFactor(
                    secret: account.totpSecret, confirmedAt: now, lastStep: step,
                    recoveryCodes: codes.compactMap(RecoveryCodes.digest), of: account.id))
            guard try await connection.first(SessionQueries.end(token)) != nil else { throw IdentityError.notSignedIn }
            try await connection.execute(
                SessionQueries.insert(
                    fresh, id: UUID(), account: account.id, acting: signedIn.acting, origin: origin, completeAt: now,
                    at: now))
            try await connection.execute(
                AuditQueries.append(Self.event(.secondFactorSet, account, signedIn, origin, now)))
        }
        let session = OpenedSession(
            token: fresh, account: signedIn.account, acting: signedIn.acting, stage: .complete)
        return (codes, session)
    }

    /// Takes the second factor away after the password was typed again; a new one can then be set up.
    ///
    /// - Throws: `IdentityError.wrongCredentials`, `secondFactorState`, `tooManyAttempts`.
    public func remove(password: String, signedIn: SignedIn, origin: RequestOrigin, at now: Date) async throws {
        guard signedIn.hasSecondFactor else { throw IdentityError.secondFactorState }
        try await ConfirmPassword(context)(password, signedIn: signedIn, origin: origin, at: now)
        try await context.database.withTransaction(as: signedIn.principal, role: .auth) { connection in
            let account = try await Self.locked(signedIn, connection)
            try await connection.execute(
                IdentityQueries.setSecondFactor(
                    secret: nil, confirmedAt: nil, lastStep: 0, recoveryCodes: [], of: signedIn.account))
            try await connection.execute(
                AuditQueries.append(Self.event(.secondFactorRemoved, account, signedIn, origin, now)))
        }
    }

    private static func event(
        _ deed: AuditDeed, _ account: AccountRow, _ signedIn: SignedIn, _ origin: RequestOrigin, _ now: Date
    ) -> AuditEvent {
        .account(
            deed, .update, of: account.id, in: account.organization, by: signedIn.principal.auditAgent, origin: origin,
            at: now)
    }

    private static func locked(_ signedIn: SignedIn, _ connection: isolated Connection) async throws -> AccountRow {
        guard let row = try await connection.first(IdentityQueries.lockAccount(signedIn.account)) else {
            throw IdentityError.notSignedIn
        }
        return try AccountRow(row)
    }
}
