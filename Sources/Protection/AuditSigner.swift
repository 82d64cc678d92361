public import Crypto
import Foundation
import HubModel

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
        self.init(key: key, id: Hexadecimal.text(of: digest.prefix(8)))
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
