public import Foundation

/// Somebody's way to the identity service and back: what the service's answer must fit is derived from the token, which
/// stands in the browser's cookie, and the state is sealed with a key of the hub besides, so that nobody makes up a way
/// that the hub never sent them on.
public struct SignInAttempt: Sendable {
    /// How long somebody may stay at the service.
    public static let seconds = 600

    /// What somebody went to the service for.
    public enum Purpose: Hashable, Sendable {
        case signIn
        /// To link the account, whoever is signed in when the answer comes.
        case link(account: UUID)

        fileprivate var label: String {
            switch self {
            case .signIn: "sign-in"
            case .link(let account): "link \(account.uuidString)"
            }
        }
    }

    public let token: SecretToken

    public init(token: SecretToken = SecretToken()) {
        self.token = token
    }

    /// The code verifier (RFC 7636, section 4.1).
    var verifier: String { token.derived(for: "code-verifier") }

    /// What binds the ID token to the attempt (OpenID Connect Core 1.0, section 3.1.2.1).
    var nonce: String { token.derived(for: "nonce") }

    /// The state that the service sends back.
    ///
    /// - Parameter note: what the hub wants to know again afterwards; it can be read on the way, and not changed.
    func state(for purpose: Purpose, note: String, at now: Date, fields: AccountFields) throws -> String {
        let content = "\(Int(now.timeIntervalSince1970)) \(note)"
        return "\(try seal(content, purpose, fields)).\(Data(content.utf8).base64URLText)"
    }

    /// The note that a state carries; nil when the state is of another attempt, another purpose or too old.
    func note(in state: String, for purpose: Purpose, at now: Date, fields: AccountFields) -> String? {
        let parts = state.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let data = Data(base64URL: parts[1]), let content = String(data: data, encoding: .utf8),
            let sealed = try? seal(content, purpose, fields), parts[0] == sealed
        else { return nil }
        let words = content.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, let begun = TimeInterval(words[0]),
            (0..<TimeInterval(Self.seconds)).contains(now.timeIntervalSince1970.rounded(.down) - begun)
        else { return nil }
        return String(words[1])
    }

    private func seal(_ content: String, _ purpose: Purpose, _ fields: AccountFields) throws -> String {
        Data(try fields.attemptKey("openid-state", token.text, purpose.label, content)).base64URLText
    }
}
