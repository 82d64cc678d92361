import Crypto

/// Seals values with AES-256 in Galois/Counter Mode (NIST SP 800-38D): a random 96-bit nonce, the ciphertext, and a tag of
/// 128 bits.
public struct FieldCipher: Sendable {
    private enum Key: Sendable {
        case plain(SymmetricKey)
        /// Values stay as they are.
        case none
        /// Sealed for a place under another key.
        case wrapped([UInt8], FieldPlace, under: SymmetricKey)
    }

    private let key: Key

    private init(_ key: Key) {
        self.key = key
    }

    /// Leaves values as they are. For measuring what sealing costs, and for nothing else.
    static let unsealed = FieldCipher(.none)

    init(key: SymmetricKey) {
        self.key = .plain(key)
    }

    /// A key that is unwrapped by whoever uses it first, which need not be the thread that talks to the database.
    init(wrapped: [UInt8], at place: FieldPlace, under key: SymmetricKey) {
        self.key = .wrapped(wrapped, place, under: key)
    }

    /// The same with its key unwrapped, for using it several times.
    ///
    /// - Throws: ``SubjectKeyError/unreadable``.
    public func unwrapped() throws(SubjectKeyError) -> FieldCipher {
        try plainKey().map(FieldCipher.init(key:)) ?? self
    }

    /// Nil for a cipher that leaves values as they are.
    func plainKey() throws(SubjectKeyError) -> SymmetricKey? {
        switch key {
        case .none: return nil
        case .plain(let key): return key
        case .wrapped(let wrapped, let place, let key):
            do {
                return SymmetricKey(data: try FieldCipher(key: key).open(wrapped, at: place))
            } catch {
                throw .unreadable
            }
        }
    }

    /// - Throws: ``SubjectKeyError/unreadable``.
    public func seal(_ value: [UInt8], at place: FieldPlace) throws -> [UInt8] {
        var nonces = NonceSupply(1)
        return try seal(value, at: place, nonces: &nonces)
    }

    /// The same for one of many values.
    public func seal(_ value: [UInt8], at place: FieldPlace, nonces: inout NonceSupply) throws -> [UInt8] {
        guard let key = try plainKey() else { return value }
        let sealed = try AES.GCM.seal(value, using: key, nonce: nonces.next(), authenticating: place.bytes)
        guard let combined = sealed.combined else { throw SealBroken() }
        return Array(combined)
    }

    /// - Throws: ``SealBroken``; ``SubjectKeyError/unreadable``.
    public func open(_ sealed: [UInt8], at place: FieldPlace) throws -> [UInt8] {
        guard let key = try plainKey() else { return sealed }
        do {
            return Array(try AES.GCM.open(.init(combined: sealed), using: key, authenticating: place.bytes))
        } catch {
            throw SealBroken()
        }
    }
}

extension FieldCipher: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "FieldCipher" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
