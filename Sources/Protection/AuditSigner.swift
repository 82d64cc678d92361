public import Crypto
import Foundation

/// Signs checkpoints of the audit trail with a key that is kept outside of the database.
public struct AuditSigner: Sendable {
    /// Names the key in checkpoints; the same id must never be given to two keys.
    public let id: String
    private let key: Curve25519.Signing.PrivateKey

    public init(key: Curve25519.Signing.PrivateKey, id: String) {
        self.key = key
        self.id = id
    }

    /// Names the key by the first 16 hexadecimal digits of the SHA-256 of its public half.
    public init(key: Curve25519.Signing.PrivateKey) {
        let digest = Array(SHA256.hash(data: key.publicKey.rawRepresentation))
        self.init(key: key, id: Array(digest.prefix(8)).hexadecimal)
    }

    /// - Parameter base64: the 32 bytes of an Ed25519 key (RFC 8032, section 5.1.5).
    /// - Throws: ``AuditError/unreadableKey``.
    public init(base64: String) throws {
        guard let bytes = Data(base64Encoded: base64),
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
        else { throw AuditError.unreadableKey }
        self.init(key: key)
    }

    /// What verifies its signatures.
    public var publicKeys: AuditPublicKeys { AuditPublicKeys([id: key.publicKey]) }

    func sign(_ statement: String) throws -> [UInt8] {
        Array(try key.signature(for: Data(statement.utf8)))
    }
}

/// The public halves of the keys that checkpoints were signed with.
public struct AuditPublicKeys: Sendable {
    private var named: [String: Curve25519.Signing.PublicKey]
    private var unnamed: [Curve25519.Signing.PublicKey] = []

    /// - Parameter keys: by the id of their ``AuditSigner``.
    public init(_ keys: [String: Curve25519.Signing.PublicKey] = [:]) {
        named = keys
    }

    /// Adds a key written as `ID:BASE64`, or as `BASE64` to stand for any id.
    ///
    /// - Throws: ``AuditError/unreadableKey``.
    public mutating func add(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let base64 = parts.last, let bytes = Data(base64Encoded: String(base64)),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { throw AuditError.unreadableKey }
        if parts.count == 1 {
            unnamed.append(key)
        } else {
            named[parts.dropLast().joined(separator: ":")] = key
        }
    }

    public mutating func add(_ other: AuditPublicKeys) {
        named.merge(other.named) { _, new in new }
        unnamed += other.unnamed
    }

    public var isEmpty: Bool { named.isEmpty && unnamed.isEmpty }

    /// Whether a signature is good; nil when the key isn't known.
    func verify(_ checkpoint: AuditCheckpoint) -> Bool? {
        let candidates = named[checkpoint.keyID].map { [$0] } ?? unnamed
        guard !candidates.isEmpty else { return nil }
        let statement = Data(checkpoint.statement.utf8)
        return candidates.contains { $0.isValidSignature(Data(checkpoint.signature), for: statement) }
    }
}
