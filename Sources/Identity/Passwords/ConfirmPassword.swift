import Foundation
import Postgres
import Protection

/// Checks a signed-in person's password once more before something grave.
struct ConfirmPassword {
    private let context: IdentityContext

    init(_ context: IdentityContext) {
        self.context = context
    }

    /// - Throws: `IdentityError.wrongCredentials`, `tooManyAttempts`, `busy`.
    func callAsFunction(_ password: String, signedIn: SignedIn, origin: RequestOrigin, at now: Date) async throws {
        let throttle = SignInThrottle(context: context)
        let attempt = try await throttle.begin(name: "again/\(signedIn.account)", origin: origin, at: now)
        let hash = try await context.database.withTransaction(
            as: signedIn.principal, role: .auth, readOnly: true
        ) { connection in
            try await connection.first(IdentityQueries.account(signedIn.account)).map(AccountRow.init)?.passwordHash
        }
        guard try await context.hasher.verify(password, against: hash) else {
            try await context.trail.record(
                .signIn(
                    .refused, method: .passwordAgain, account: signedIn.account, acting: signedIn.acting,
                    in: signedIn.acting.organization, origin: origin, at: now), role: .auth)
            throw IdentityError.wrongCredentials
        }
        try await throttle.succeed(attempt, at: now)
    }
}
