public import Crypto
import HubModel

/// A SHA-256 digest: of header bytes, of salted data bytes, or the link of the chain.
public struct FactHash: Hashable, Sendable, CustomStringConvertible {
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    public init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { FactHash(words: $0) }
    }

    /// Returns nil unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self = Array(bytes).withUnsafeBytes { FactHash(words: $0) }
    }

    /// Returns nil unless the bytes are exactly 64 lower-case hexadecimal digits.
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == 64 else { return nil }
        var words: [4 of UInt64] = [0, 0, 0, 0]
        var position = 0
        for digit in hex {
            guard let value = Hexadecimal.value(of: digit) else { return nil }
            words[position >> 4] = words[position >> 4] << 4 | UInt64(value)
            position += 1
        }
        word0 = UInt64(bigEndian: words[0])
        word1 = UInt64(bigEndian: words[1])
        word2 = UInt64(bigEndian: words[2])
        word3 = UInt64(bigEndian: words[3])
    }

    public init?(hex: String) {
        self.init(hex: Array(hex.utf8))
    }

    private init(words: UnsafeRawBufferPointer) {
        word0 = words.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        word1 = words.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        word2 = words.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        word3 = words.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// Calls `body` with the 32 bytes.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: (word0, word1, word2, word3), body)
    }

    /// 64 lower-case hexadecimal digits.
    public var description: String { Hexadecimal.text(of: bytes) }
}
