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

/// What a station sends with its one-time code; the request is signed by the key that it registers.
public struct EnrolmentRequest: Codable, Hashable, Sendable {
    /// Told apart from the code's own station before the code is used up.
    public var station: String
    public var code: String
    public var key: StationKeyDocument

    public init(station: String, code: EnrolmentCode, key: StationPublicKey) {
        self.station = station
        self.code = code.text
        self.key = StationKeyDocument(key)
    }
}

/// What a station sends to replace its key; the request is signed by the key that it had.
public struct KeyRotationRequest: Codable, Hashable, Sendable {
    public var key: StationKeyDocument
    /// The new key's signature, in base64url, of the text that binds it to its predecessor.
    public var proof: String

    /// - Throws: when the new key can't sign.
    public init(of station: String, from oldKeyID: String, to key: StationPrivateKey) throws {
        self.key = StationKeyDocument(key.publicKey)
        let text = Self.provenText(station: station, from: oldKeyID, to: key.publicKey.id)
        proof = Base64URL.text(of: try key.signature(of: text))
    }

    /// Whether the new key's holder wants it to follow the old one at the station.
    public func isProven(of station: String, from oldKeyID: String, by key: StationPublicKey) -> Bool {
        guard let signature = Base64URL.bytes(of: proof) else { return false }
        return key.isSignature(signature, of: Self.provenText(station: station, from: oldKeyID, to: key.id))
    }

    private static func provenText(station: String, from oldKeyID: String, to newKeyID: String) -> [UInt8] {
        Array("xinlian/1/key/\(station)/\(oldKeyID)/\(newKeyID)".utf8)
    }
}

/// The hub's answer to an enrolment or a rotation, the same each time.
public struct StationKeyAnswer: Codable, Hashable, Sendable {
    public var station: String
    public var keyId: String
    /// RFC 3339.
    public var enrolledAt: String

    public init(station: String, keyId: String, enrolledAt: String) {
        self.station = station
        self.keyId = keyId
        self.enrolledAt = enrolledAt
    }
}
