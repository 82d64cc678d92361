public import Foundation
import Protection

/// Takes what the identity service sends somebody back with, and finds out whom it names. What is refused stands in the
/// audit trail and slows down whoever sends it.
public struct ReceiveIdentity: Sendable {
    private let context: IdentityContext
    private let provider: OpenIDProvider

    public init(_ context: IdentityContext, provider: OpenIDProvider) {
        self.context = context
        self.provider = provider
    }

    /// What a person's browser brings back from the service.
    public struct Answer: Sendable {
        public var code: String?
        public var state: String?
        public var attempt: SignInAttempt?

        public init(code: String?, state: String?, attempt: SignInAttempt?) {
            self.code = code
            self.state = state
            self.attempt = attempt
        }
    }

    /// Whom an answer names, what for, and the note that the attempt began with.
    public struct Received: Sendable {
        public let identity: OpenIDProvider.Identity
        public let purpose: SignInAttempt.Purpose
        public let note: String
    }

    /// - Parameter signedIn: who is signed in at the browser; nil for nobody.
    /// - Throws: ``UnaskedAnswer``, which is neither counted nor on record yet; `IdentityError.providerRefused`,
    ///   `tooManyAttempts`.
    public func callAsFunction(
        _ answer: Answer, signedIn: SignedIn?, origin: RequestOrigin, at now: Date
    ) async throws -> Received {
        // A page elsewhere can send a browser here with anything; that must not make its people wait. Nobody guesses a
        // state.
        let (attempt, purpose, note) = try asked(answer, signedIn, at: now)
        let throttle = SignInThrottle(context: context)
        // Counted by the address; there is no name to count by before the service has told one.
        let counted = try await throttle.begin(
            name: "openid/\(attempt.token.digestHex)", origin: origin, at: now)
        do {
            guard let code = answer.code else { throw IdentityError.providerRefused(reason: "no code") }
            guard provider.use(attempt, at: now) else { throw IdentityError.providerRefused(reason: "used before") }
            let identity = try await provider.identity(forCode: code, attempt: attempt, at: now)
            try await throttle.succeed(counted, at: now)
            return Received(identity: identity, purpose: purpose, note: note)
        } catch IdentityError.providerRefused(let reason) {
            try await context.trail.record(
                .signIn(
                    .refused, method: .openID, account: signedIn?.account, acting: signedIn?.acting,
                    in: signedIn?.acting.organization ?? .bureau, origin: origin,
                    details: [.refusal: AuditRefusal.untrustedIdentity.rawValue, .check: reason], at: now),
                role: .auth)
            throw IdentityError.providerRefused(reason: reason)
        }
    }

    /// What somebody was sent to the service for.
    private func asked(
        _ answer: Answer, _ signedIn: SignedIn?, at now: Date
    ) throws(UnaskedAnswer) -> (SignInAttempt, SignInAttempt.Purpose, note: String) {
        var purposes = [SignInAttempt.Purpose.signIn]
        if let signedIn { purposes.append(.link(account: signedIn.account)) }
        guard let attempt = answer.attempt, let state = answer.state,
            let (purpose, note) = purposes.lazy.compactMap({ purpose in
                attempt.note(in: state, for: purpose, at: now, fields: context.fields).map { (purpose, $0) }
            }).first
        else { throw UnaskedAnswer() }
        return (attempt, purpose, note)
    }
}
