public import Crypto
import Foundation

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
