import Crypto
public import Foundation

/// Where a sealed value stands: bound into it, so that it opens nowhere else.
public struct FieldPlace: Sendable {
    /// A part of a row's key.
    public enum Part: Sendable {
        case text(String)
        case number(Int64)
        case id(UUID)
    }

    let bytes: [UInt8]

    /// - Parameters:
    ///   - table: the table whose row holds the value.
    ///   - column: its column.
    ///   - key: the row's key.
    public init(table: StaticString, column: StaticString, key: Part...) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(80)
        // Each part has its length in front, so that no two places have the same bytes.
        func append(_ count: Int) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
        }
        for name in ["xinlian/1", table, column] as [StaticString] {
            append(name.utf8CodeUnitCount)
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
        for part in key {
            switch part {
            case .text(let text):
                append(text.utf8.count)
                bytes.append(contentsOf: text.utf8)
            case .number(let number):
                append(8)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .id(let id):
                append(16)
                withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) }
            }
        }
        self.bytes = bytes
    }
}

/// A sealed value that does not open: it was changed, stands in another place, or belongs to another key.
public struct SealBroken: Error, Equatable, Sendable {}

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
