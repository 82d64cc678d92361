import Crypto

/// A key of 256 bits under which the values of one subject are sealed.
public struct DataKey: Sendable {
    private let key: SymmetricKey

    /// A new random key.
    public init() { key = SymmetricKey(size: .bits256) }

    /// - Parameter bytes: 32 bytes.
    public init(_ bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// For wrapping under a key-encryption key, and for nothing else.
    public var bytes: [UInt8] { key.withUnsafeBytes { Array($0) } }

    public var cipher: FieldCipher { FieldCipher(key: key) }
}

extension DataKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "DataKey" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
