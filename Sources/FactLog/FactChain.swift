import Crypto
public import HubModel

/// The hash chain of the facts of one (station, origin, epoch).
///
/// `hash = SHA-256( previous ‖ SHA-256(header bytes) ‖ SHA-256(salt ‖ data bytes) )`: keeping header bytes, data digest
/// and hash is enough to verify the chain after the data was erased.
public enum FactChain {
    /// What stands before the first fact: SHA-256 of the text `xinlian/1/<station>/<origin>/<epoch>`.
    public static func genesis(station: StationCode, origin: FactOrigin, epoch: Int) -> FactHash {
        let text = "xinlian/1/\(station)/\(origin.rawValue)/\(epoch)"
        return FactHash(SHA256.hash(data: Array(text.utf8)))
    }

    /// SHA-256 of salt and data bytes.
    public static func dataDigest(salt: UnsafeRawBufferPointer, data: UnsafeRawBufferPointer) -> FactHash {
        var hasher = SHA256()
        hasher.update(bufferPointer: salt)
        hasher.update(bufferPointer: data)
        return FactHash(hasher.finalize())
    }

    /// The hash of a fact from the one before it.
    public static func link(previous: FactHash, header: UnsafeRawBufferPointer, dataDigest: FactHash) -> FactHash {
        var headerHasher = SHA256()
        headerHasher.update(bufferPointer: header)
        let headerDigest = FactHash(headerHasher.finalize())
        var hasher = SHA256()
        previous.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        headerDigest.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        dataDigest.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return FactHash(hasher.finalize())
    }
}
