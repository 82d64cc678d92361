public import Foundation

/// Makes it slow to try one-time codes: wrong ones cost a wait that grows with each, by the address they come from, as
/// ``SignInDelay`` says.
public struct EnrolmentThrottle: Sendable {
    private let context: IdentityContext
    private let subject: SignInDelay.Subject

    /// - Parameter subject: which kind of code, counted apart from others.
    public init(_ context: IdentityContext, of subject: SignInDelay.Subject = .enrolment) {
        self.context = context
        self.subject = subject
    }

    /// Runs the body, which tries a code, and counts it as failed when it throws what a wrong guess gives.
    ///
    /// - Parameter isGuess: false for what only the holder of a code is told, such as that it is used up.
    /// - Throws: `IdentityError.tooManyAttempts` without running the body; what the body throws.
    public func callAsFunction<Value>(
        origin: RequestOrigin, at now: Date, isGuess: (any Error) -> Bool = { _ in true },
        _ body: () async throws -> Value
    ) async throws -> Value {
        let throttle = SignInThrottle(context: context)
        let attempt = try await throttle.beginCode(subject, origin: origin, at: now)
        do {
            let value = try await body()
            try await throttle.succeed(attempt, at: now)
            return value
        } catch {
            if !isGuess(error) { try await throttle.succeed(attempt, at: now) }
            throw error
        }
    }
}
