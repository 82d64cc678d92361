import Crypto
import Foundation

/// Finds sealed values again by equality: HMAC-SHA256 under a key that only the hub has.
///
/// The label keeps equal values of two fields from having equal entries.
public struct BlindIndex: Sendable {
    /// What is stored beside a sealed value.
    public struct Entry: Hashable, Sendable {
        public let keyID: String
        /// 32 bytes.
        public let digest: [UInt8]
    }

    private let ring: KeyRing
    private let purpose: KeyPurpose
    private let label: String

    /// - Parameters:
    ///   - purpose: ``KeyPurpose/lookup`` or ``KeyPurpose/linkage``.
    ///   - label: names the field, such as `account.phone`.
    public init(_ ring: KeyRing, purpose: KeyPurpose = .lookup, label: String) {
        self.ring = ring
        self.purpose = purpose
        self.label = label
    }

    /// The entry to write.
    ///
    /// - Throws: ``KeyRingError``.
    public func entry(for value: String) throws -> Entry {
        entry(for: value, under: try ring.current(purpose))
    }

    /// The entries to search for: one a key, the current one last.
    public func entries(for value: String) -> [Entry] {
        ring.all(purpose).map { entry(for: value, under: $0) }
    }

    private func entry(for value: String, under key: KeyRing.Key) -> Entry {
        // No label holds a zero byte, so label and value can't be parted in two ways.
        let code = HMAC<SHA256>.authenticationCode(for: Array(label.utf8) + [0] + Array(value.utf8), using: key.secret)
        return Entry(keyID: key.id, digest: Array(code))
    }
}
