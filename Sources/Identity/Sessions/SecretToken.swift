import Crypto
import Foundation
import HubModel

/// A random token of 256 bits, given to a person once; the hub keeps its digest.
public struct SecretToken: Hashable, Sendable {
    /// Base64url without padding, 43 characters.
    public let text: String

    public init() {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        text = Data(bytes).base64URLText
    }

    /// Returns nil when the text can't be a token.
    public init?(text: String) {
        guard text.utf8.count == 43, text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil else { return nil }
        self.text = text
    }

    /// SHA-256; without salt, since the token is random.
    public var digest: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

    var digestHex: String { Hexadecimal.text(of: digest) }

    /// A value for a purpose that doesn't give the token away, such as the hidden field of forms.
    public func derived(for purpose: String) -> String {
        let mac = HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8), using: SymmetricKey(data: Data(text.utf8)))
        return Data(mac).base64URLText
    }

    /// What is shown of a code verifier before it is used (RFC 7636, section 4.2).
    static func challenge(for verifier: String) -> String {
        Data(SHA256.hash(data: Data(verifier.utf8))).base64URLText
    }
}

extension Data {
    /// Base64url without padding (RFC 4648, section 5).
    var base64URLText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Parameter base64URL: text as ``base64URLText`` gives; nil for any other.
    init?(base64URL text: some StringProtocol) {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        self.init(base64Encoded: plain + padding)
    }
}
