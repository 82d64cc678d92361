public import FactLog
import HubModel

/// How far the chain of one (station, origin, epoch) has been accepted.
public struct Watermark: Equatable, Sendable {
    public var epoch: Int
    public var acceptedThrough: Int64
    /// The hash of the last accepted fact, the genesis when there is none.
    public var lastHash: FactHash

    public init(epoch: Int, acceptedThrough: Int64, lastHash: FactHash) {
        self.epoch = epoch
        self.acceptedThrough = acceptedThrough
        self.lastHash = lastHash
    }
}

/// How a batch joins what is stored. Pure.
public enum ChainRules {
    /// Which stored hashes must be known to judge the batch: those it overlaps and the one before its first fact.
    public static func hashesNeeded(for batch: FactBatch, at watermark: Watermark) -> ClosedRange<Int64>? {
        let first = batch.description.first
        guard first <= watermark.acceptedThrough else { return nil }
        return max(1, first - 1)...min(max(batch.description.last, first - 1, 1), watermark.acceptedThrough)
    }

    /// The number of facts at the beginning of the batch that are stored already.
    ///
    /// - Parameter stored: the hashes that ``hashesNeeded(for:at:)`` named, by `seq`.
    /// - Throws: `oldEpoch`, `unknownEpoch`, `gap`, `fork` or `brokenChain`.
    public static func duplicates(
        in batch: FactBatch, at watermark: Watermark, stored: [Int64: FactHash]
    ) throws(BatchRefusal) -> Int {
        let description = batch.description
        if description.epoch < watermark.epoch { throw .oldEpoch(current: watermark.epoch) }
        if description.epoch > watermark.epoch { throw .unknownEpoch(current: watermark.epoch) }
        guard description.first <= watermark.acceptedThrough + 1 else {
            throw .gap(expected: watermark.acceptedThrough + 1)
        }
        let known = batch.lines.prefix { $0.header.seq <= watermark.acceptedThrough }
        for line in known {
            guard let hash = stored[line.header.seq], hash != line.hash else { continue }
            throw .fork(seq: line.header.seq, stored: hash, sent: line.hash)
        }
        let previous = try previousHash(of: batch, at: watermark, stored: stored)
        if batch.lines.isEmpty {
            guard description.lastHash == previous else {
                throw .fork(seq: description.last, stored: previous, sent: description.lastHash)
            }
        }
        guard batch.firstFollows(previous) else { throw .brokenChain(seq: description.first) }
        if let seq = batch.brokenAt { throw .brokenChain(seq: seq) }
        return known.count
    }

    private static func previousHash(
        of batch: FactBatch, at watermark: Watermark, stored: [Int64: FactHash]
    ) throws(BatchRefusal) -> FactHash {
        let before = batch.description.first - 1
        if before == 0 {
            return FactChain.genesis(
                station: batch.description.station, origin: .station, epoch: batch.description.epoch)
        }
        if before == watermark.acceptedThrough { return watermark.lastHash }
        guard let hash = stored[before] else { throw .gap(expected: watermark.acceptedThrough + 1) }
        return hash
    }
}
