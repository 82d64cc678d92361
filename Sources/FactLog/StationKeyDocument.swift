/// A public key on the wire: a JWK of RFC 8037.
public struct StationKeyDocument: Codable, Hashable, Sendable {
    public var kty: String
    public var crv: String
    /// The 32 bytes in base64url.
    public var x: String

    public init(_ key: StationPublicKey) {
        kty = "OKP"
        crv = "Ed25519"
        x = Base64URL.text(of: key.bytes)
    }

    /// Nil when it is no Ed25519 key.
    public var publicKey: StationPublicKey? {
        guard kty == "OKP", crv == "Ed25519", let bytes = Base64URL.bytes(of: x) else { return nil }
        return StationPublicKey(bytes: bytes)
    }
}
