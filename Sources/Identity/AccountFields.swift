public import Crypto
import Foundation

/// Seals what accounts hold about a person, and finds sign-in names by exact value.
///
/// Each account has a data key of its own (AES-256), wrapped by a key-encryption key; sealed values are bound to account
/// and field, so that one moved elsewhere doesn't open.
public struct AccountFields: Sendable {
    /// A named key.
    public struct Key: Sendable {
        public var id: String
        public var key: SymmetricKey

        public init(id: String, key: SymmetricKey) {
            self.id = id
            self.key = key
        }
    }

    /// A data key as it is stored.
    struct WrappedKey: Hashable, Sendable {
        var keyID: String
        var wrapped: [UInt8]
    }

    /// A keyed digest of a value and the id of the key.
    struct Index: Hashable, Sendable {
        var keyID: String
        var digest: [UInt8]
    }

    /// A field of an account.
    enum Field: String {
        case profile, totpSecret = "totp-secret"
    }

    /// A value doesn't open: moved, changed, or its key is gone.
    struct Unreadable: Error {}

    private let encryption: [Key]
    private let lookup: [Key]

    /// - Parameters:
    ///   - encryption: the key-encryption keys, the current one last.
    ///   - lookup: the keys of blind indexes, the current one last.
    public init(encryption: [Key], lookup: [Key]) {
        self.encryption = encryption
        self.lookup = lookup
    }

    func makeKey(for account: UUID) throws -> WrappedKey {
        guard let current = encryption.last else { throw Unreadable() }
        let data = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        return WrappedKey(
            keyID: current.id, wrapped: try seal(data, current.key, bound: "account-key/\(current.id)/\(account)"))
    }

    func seal(_ value: [UInt8], _ field: Field, of account: UUID, under key: WrappedKey) throws -> [UInt8] {
        try seal(value, try unwrap(key, of: account), bound: "account/\(field.rawValue)/\(account)")
    }

    func open(_ sealed: [UInt8], _ field: Field, of account: UUID, under key: WrappedKey) throws -> [UInt8] {
        try open(sealed, try unwrap(key, of: account), bound: "account/\(field.rawValue)/\(account)")
    }

    /// The blind indexes under which a sign-in name may be stored, the current one first.
    func indexes(of name: SignInName) -> [Index] {
        lookup.reversed().map { key in
            let mac = HMAC<SHA256>.authenticationCode(for: Data("sign-in-name/\(name.text)".utf8), using: key.key)
            return Index(keyID: key.id, digest: Array(mac))
        }
    }

    /// A keyed digest of what is counted about sign-ins, so that the table of attempts names nobody.
    func attemptKey(_ parts: String...) -> [UInt8] {
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        guard let key = lookup.first?.key else { return Array(SHA256.hash(data: Data(text.utf8))) }
        return Array(HMAC<SHA256>.authenticationCode(for: Data("sign-in-attempt/\(text)".utf8), using: key))
    }

    private func unwrap(_ key: WrappedKey, of account: UUID) throws -> SymmetricKey {
        guard let wrapping = encryption.first(where: { $0.id == key.keyID }) else { throw Unreadable() }
        return SymmetricKey(
            data: try open(key.wrapped, wrapping.key, bound: "account-key/\(key.keyID)/\(account)"))
    }

    private func seal(_ value: [UInt8], _ key: SymmetricKey, bound context: String) throws -> [UInt8] {
        guard let sealed = try AES.GCM.seal(value, using: key, authenticating: Data(context.utf8)).combined else {
            throw Unreadable()
        }
        return Array(sealed)
    }

    private func open(_ sealed: [UInt8], _ key: SymmetricKey, bound context: String) throws -> [UInt8] {
        do {
            return Array(try AES.GCM.open(try .init(combined: sealed), using: key, authenticating: Data(context.utf8)))
        } catch {
            throw Unreadable()
        }
    }
}
