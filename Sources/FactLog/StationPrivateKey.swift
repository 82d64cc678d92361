import Crypto

/// A station's Ed25519 key, which never leaves the station.
public struct StationPrivateKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new key of 256 random bits.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// Reads the text that ``text`` gives; nil when it is none.
    public init?(text: String) {
        guard let bytes = Base64URL.bytes(of: text), bytes.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
    }

    /// The 32 secret bytes in base64url, the member `d` of RFC 8037.
    public var text: String { Base64URL.text(of: Array(key.rawRepresentation)) }

    public var publicKey: StationPublicKey {
        StationPublicKey(key)
    }

    /// 64 bytes (RFC 8032, section 5.1.6).
    public func signature(of message: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: message)) }
}
