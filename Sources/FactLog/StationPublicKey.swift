import Crypto

/// The half of a station's Ed25519 key (RFC 8032) that the hub knows.
public struct StationPublicKey: Hashable, Sendable {
    /// The 32 bytes of RFC 8032, section 5.1.5.
    public let bytes: [UInt8]

    /// Returns nil unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The key's name everywhere: the SHA-256 thumbprint of its JWK (RFC 7638, RFC 8037), 43 characters of base64url.
    public var id: String {
        let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Base64URL.text(of: bytes))"}"#
        return Base64URL.text(of: Array(SHA256.hash(data: Array(members.utf8))))
    }

    /// Whether a text has the form of a key's id.
    public static func isID(_ text: String) -> Bool {
        text.utf8.count == 43 && Base64URL.bytes(of: text)?.count == 32
    }

    /// Whether the private half made the signature of the message.
    public func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

extension StationPublicKey {
    init(_ key: Curve25519.Signing.PrivateKey) { bytes = Array(key.publicKey.rawRepresentation) }
}
