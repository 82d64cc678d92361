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
