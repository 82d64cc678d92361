import Crypto
import Foundation

/// Random nonces for sealing many short values (NIST SP 800-38D, 8.2.2), drawn from the operating system together: a call
/// for each takes as long as the sealing itself.
///
/// Each is given out once, which is why a supply can't be copied.
public struct NonceSupply: ~Copyable, Sendable {
    /// In bytes.
    private static let size = 12
    private static let refill = 64

    private var bytes: [UInt8]
    private var used = 0

    /// - Parameter count: how many are drawn at once; more are drawn when these are used up.
    public init(_ count: Int = 0) {
        bytes = Self.draw(count)
    }

    private static func draw(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count * size) { buffer, initialized in
            if let address = buffer.baseAddress { arc4random_buf(address, count * size) }
            initialized = count * size
        }
    }

    mutating func next() throws -> AES.GCM.Nonce {
        if used == bytes.count { (bytes, used) = (Self.draw(Self.refill), 0) }
        defer { used += Self.size }
        return try AES.GCM.Nonce(data: bytes[used..<used + Self.size])
    }
}
