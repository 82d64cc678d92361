import Crypto
import Foundation
import HubModel

/// Ids that follow from others, so that doing something again finds what was done the first time.
enum DerivedID {
    /// A UUID of version 8 (RFC 9562) for what `purpose` makes of `source`: the time of the source, when that is of version
    /// 7, then a hash of both; so derived ids sort by time like their sources.
    static func id(_ purpose: String, of source: UUID) -> UUID {
        var hash = SHA256()
        withUnsafeBytes(of: source.uuid) { hash.update(bufferPointer: $0) }
        hash.update(data: Array(purpose.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        if source.version == 7 || source.version == 8 {
            withUnsafeBytes(of: source.uuid) { bytes.replaceSubrange(0..<6, with: $0.prefix(6)) }
        }
        return uuid(bytes)
    }

    /// A UUID of version 8 for a text that names something once and for all.
    static func id(_ text: String) -> UUID {
        uuid(Array(SHA256.hash(data: Array(text.utf8)).prefix(16)))
    }

    private static func uuid(_ hash: [UInt8]) -> UUID {
        var bytes = hash
        bytes[6] = 0x80 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
