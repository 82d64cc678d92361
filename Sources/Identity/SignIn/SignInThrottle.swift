import Foundation
import Postgres
import Protection

/// Makes failed sign-ins cost time.
struct SignInThrottle {
    let context: IdentityContext

    /// What one attempt is counted by.
    struct Attempt {
        fileprivate var keys: [(subject: SignInDelay.Subject, key: [UInt8])]
    }

    /// Admits an attempt and counts it as failed until it turns out well.
    ///
    /// - Throws: `IdentityError.tooManyAttempts`.
    func begin(name: String, origin: RequestOrigin, at now: Date) async throws -> Attempt {
        try await begin(
            [
                (.nameAtAddress, try context.fields.attemptKey("name", name, origin.network)),
                (.address, try context.fields.attemptKey("address", origin.network)),
            ], at: now)
    }

    /// The same for somebody who presents a one-time code.
    ///
    /// - Parameter subject: which kind of code, counted apart from others.
    func beginCode(_ subject: SignInDelay.Subject, origin: RequestOrigin, at now: Date) async throws -> Attempt {
        let label = subject == .orderCode ? "order-code" : "enrolment"
        return try await begin([(subject, try context.fields.attemptKey(label, origin.network))], at: now)
    }

    private func begin(
        _ keys: [(subject: SignInDelay.Subject, key: [UInt8])], at now: Date
    ) async throws -> Attempt {
        let since = now.addingTimeInterval(-SignInDelay.forgetAfterSeconds)
        try await context.database.withTransaction(as: .signIn, role: .auth) { connection in
            _ = try await connection.rows(SessionQueries.lockAttempts(keys.map(\.key)))
            let rows = try await connection.rows(
                SessionQueries.attempts(keys.map(\.key), since: since), as: ([UInt8].self, Int32.self, Date.self))
            let known = Dictionary(rows.map { ($0.0, (failures: $0.1, nextAt: $0.2)) }) { first, _ in first }
            if let wait = known.values.map(\.nextAt).max(), wait > now {
                throw IdentityError.tooManyAttempts(nextAt: wait)
            }
            for (subject, key) in keys {
                let failures = (known[key]?.failures ?? 0) + 1
                let nextAt = now.addingTimeInterval(SignInDelay.seconds(after: Int(failures), of: subject))
                try await connection.execute(
                    SessionQueries.countFailure(key, nextAt: nextAt, failures: failures, at: now))
            }
        }
        return Attempt(keys: keys)
    }

    /// The attempt was right: the name's failures from there are forgotten, the address's only this one, so that
    /// somebody with one account or code of their own can't try all the others.
    func succeed(_ attempt: Attempt, at now: Date) async throws {
        try await context.database.withTransaction(as: .signIn, role: .auth) { connection in
            for (subject, key) in attempt.keys {
                try await connection.execute(
                    subject == .nameAtAddress
                        ? SessionQueries.forgive(key) : SessionQueries.takeBack(key, nextAt: now))
            }
        }
    }
}
