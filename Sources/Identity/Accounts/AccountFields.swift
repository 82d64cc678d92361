import Foundation
public import Protection

/// Seals what accounts hold about a person, and finds sign-in names by exact value.
///
/// Each account has a data key of its own (AES-256), wrapped by a key-encryption key of the hub; sealed values are bound
/// to account and column, so that one moved elsewhere doesn't open.
public struct AccountFields: Sendable {
    /// A data key as it is stored.
    struct WrappedKey: Hashable, Sendable {
        var keyID: String
        var wrapped: [UInt8]
    }

    /// A field of an account.
    enum Field {
        case profile, totpSecret

        func place(_ account: UUID) -> FieldPlace {
            switch self {
            case .profile: FieldPlace(table: "account", column: "profile", key: .id(account))
            case .totpSecret: FieldPlace(table: "account", column: "totp_secret", key: .id(account))
            }
        }
    }

    /// An account has no key, or a value doesn't open: moved, or changed.
    struct Unreadable: Error {}

    let ring: KeyRing
    private let names: BlindIndex
    private let attempts: BlindIndex

    public init(_ ring: KeyRing) {
        self.ring = ring
        names = BlindIndex(ring, label: "account.name")
        attempts = BlindIndex(ring, label: "sign_in_attempt")
    }

    func makeKey(for account: UUID) throws -> WrappedKey {
        try wrap(DataKey(), of: account)
    }

    /// The same key wrapped under the current key-encryption key.
    func rewrapped(_ key: WrappedKey, of account: UUID) throws -> WrappedKey {
        try wrap(try unwrap(key, of: account), of: account)
    }

    func seal(_ value: [UInt8], _ field: Field, of account: UUID, under key: WrappedKey) throws -> [UInt8] {
        try unwrap(key, of: account).cipher.seal(value, at: field.place(account))
    }

    func open(_ sealed: [UInt8], _ field: Field, of account: UUID, under key: WrappedKey) throws -> [UInt8] {
        try unwrap(key, of: account).cipher.open(sealed, at: field.place(account))
    }

    /// The entry under which a sign-in name is stored.
    func index(of name: SignInName) throws -> BlindIndex.Entry { try names.entry(for: name.text) }

    /// The entries under which it may have been stored, by whichever key.
    func indexes(of name: SignInName) -> [BlindIndex.Entry] { names.entries(for: name.text) }

    /// A keyed digest of what is counted about sign-ins, so that the table of attempts names nobody.
    func attemptKey(_ parts: String...) throws -> [UInt8] {
        try attempts.entry(for: parts.map { "\($0.utf8.count):\($0)" }.joined()).digest
    }

    private func wrap(_ key: DataKey, of account: UUID) throws -> WrappedKey {
        let current = try ring.current(.encryption)
        return WrappedKey(
            keyID: current.id,
            wrapped: try current.cipher.seal(key.bytes, at: Self.keyPlace(account, current.id)))
    }

    private func unwrap(_ key: WrappedKey, of account: UUID) throws -> DataKey {
        let wrapping = try ring.key(.encryption, id: key.keyID)
        return DataKey(
            try wrapping.cipher.open(key.wrapped, at: Self.keyPlace(account, key.keyID)))
    }

    private static func keyPlace(_ account: UUID, _ keyID: String) -> FieldPlace {
        FieldPlace(table: "account", column: "wrapped_key", key: .id(account), .text(keyID))
    }
}
