import Crypto
import Foundation

/// What names an account: the ledger it stands in, its code in the chart of accounts, and what it is kept apart by.
public struct AccountKey: Hashable, Sendable {
    public var ledger: String
    public var code: String
    /// Name and value of each dimension, such as a station or a programme.
    public var dimensions: [String: String]

    public init(ledger: String, code: String, dimensions: [String: String] = [:]) {
        self.ledger = ledger
        self.code = code
        self.dimensions = dimensions
    }

    /// The same for the same key everywhere, so that accounts need no look-up: SHA-256 over the parts, each preceded by
    /// its length, as a UUID of version 8 (RFC 9562).
    public var id: AccountID {
        var hash = SHA256()
        func add(_ text: String) {
            var length = UInt32(text.utf8.count).bigEndian
            withUnsafeBytes(of: &length) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(text.utf8))
        }
        add(ledger)
        add(code)
        for (name, value) in dimensions.sorted(by: { $0.key < $1.key }) {
            add(name)
            add(value)
        }
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = 0x80 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        return AccountID(rawValue: bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) })
    }
}
