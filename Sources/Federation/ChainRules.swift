public import FactLog
import HubModel

/// How a batch joins what is stored. Pure.
public enum ChainRules {
    /// Which stored hashes nearly always suffice: of the fact before the batch's first and of the last one it overlaps.
    ///
    /// - Returns: empty when the batch begins right behind the watermark, or behind a gap.
    public static func hashesNeeded(for batch: FactBatch, at watermark: Watermark) -> [Int64] {
        let before = batch.description.first - 1
        guard before < watermark.acceptedThrough else { return [] }
        let last = min(batch.description.last, watermark.acceptedThrough)
        return [before, last].filter { $0 >= 1 }
    }

    /// Which stored hashes are needed besides, to name the fact that differs.
    ///
    /// - Parameter stored: the hashes that ``hashesNeeded(for:at:)`` named, by `seq`.
    /// - Returns: nil when what the batch overlaps is the same for certain: its hashes follow each other, so the last of
    ///   them stands for all before it.
    public static func overlapToCompare(
        of batch: FactBatch, at watermark: Watermark, stored: [Int64: FactHash]
    ) -> ClosedRange<Int64>? {
        let first = batch.description.first
        let last = min(batch.description.last, watermark.acceptedThrough)
        guard first <= last, let line = batch.lines.dropFirst(Int(last - first)).first else { return nil }
        let isProven = stored[last] == line.hash && batch.brokenAt.map { $0 > last } ?? true
        return isProven ? nil : first...last
    }

    /// The number of facts at the beginning of the batch that are stored already.
    ///
    /// - Parameter stored: the hashes that ``hashesNeeded(for:at:)`` and ``overlapToCompare(of:at:stored:)`` named, by `seq`.
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
