public import FactLog
import Foundation
public import HubModel

/// A batch whose lines were read and whose chain holds from its second fact on.
///
/// Nothing is known yet of the data, nor of how the batch joins what is stored.
public struct FactBatch: Sendable {
    public let description: BatchDescription
    /// Where the facts were born.
    public let origin: FactOrigin
    /// The body as received; the lines point into it.
    public let body: [UInt8]
    public let lines: [FactLine]
    /// SHA-256 of salt and data of each line.
    public let dataDigests: [FactHash]
    /// Where the chain breaks inside the batch, reported only after gap and fork were ruled out.
    let brokenAt: Int64?

    /// Reads a body.
    ///
    /// - Throws: `unreadable`, `tooLarge`, `wrongStation` or `gap` (a hole inside the batch).
    public init(
        description: BatchDescription, origin: FactOrigin = .station, body: [UInt8]
    ) throws(BatchRefusal) {
        self.description = description
        self.origin = origin
        self.body = body
        guard body.count <= SyncLimits.batchBytes, description.count <= SyncLimits.batchFacts else {
            throw .tooLarge(line: nil)
        }
        let ranges = Self.lineRanges(of: body)
        let lines = try body.withUnsafeBufferPointer { bytes throws(BatchRefusal) in
            try Self.read(bytes, ranges, description, origin)
        }
        guard lines.count == Int(description.count) else {
            throw .unreadable(
                line: nil, detail: "the body has \(lines.count) lines, Xinlian-Batch says \(description.count)")
        }
        self.lines = lines
        (dataDigests, brokenAt) = body.withUnsafeBytes { Self.verify(lines, in: $0) }
        if let last = lines.last, last.hash != description.lastHash, brokenAt == nil {
            throw .unreadable(line: lines.count, detail: "last-hash is not the hash of the last line")
        }
    }

    private static func lineRanges(of body: [UInt8]) -> [Range<Int>] {
        body.withUnsafeBytes { bytes in
            var ranges: [Range<Int>] = []
            var start = 0
            while start < bytes.count, let base = bytes.baseAddress {
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
                let end = found.map { base.distance(to: UnsafeRawPointer($0)) } ?? bytes.count
                ranges.append(start..<end)
                start = end + 1
            }
            return ranges
        }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], _ description: BatchDescription,
        _ origin: FactOrigin
    ) throws(BatchRefusal) -> [FactLine] {
        var reader = FactLineReader(origin: origin)
        var lines: [FactLine] = []
        lines.reserveCapacity(ranges.count)
        for (index, range) in ranges.enumerated() {
            let line: FactLine
            do {
                line = try reader.read(bytes, range)
            } catch {
                if error.reason == .tooLong { throw .tooLarge(line: index + 1) }
                throw .unreadable(line: index + 1, detail: error.detail)
            }
            guard line.header.station == description.station else { throw .wrongStation(line: index + 1) }
            guard line.header.epoch == description.epoch else {
                throw .unreadable(line: index + 1, detail: "epoch is not the one that Xinlian-Batch says")
            }
            let expected = description.first + Int64(index)
            guard line.header.seq == expected else {
                if line.header.seq > expected { throw .gap(expected: expected) }
                throw .unreadable(line: index + 1, detail: "seq goes up by one from line to line, from first to last")
            }
            lines.append(line)
        }
        return lines
    }

    /// Digests of the data, and the first `seq` after the first one whose hash doesn't follow.
    private static func verify(
        _ lines: [FactLine], in body: UnsafeRawBufferPointer
    ) -> (digests: [FactHash], brokenAt: Int64?) {
        var digests: [FactHash] = []
        digests.reserveCapacity(lines.count)
        var brokenAt: Int64?
        for (index, line) in lines.enumerated() {
            let digest = dataDigest(of: line, in: body)
            digests.append(digest)
            guard index > 0, brokenAt == nil else { continue }
            if link(line, digest, after: lines[index - 1].hash, in: body) != line.hash { brokenAt = line.header.seq }
        }
        return (digests, brokenAt)
    }

    private static func dataDigest(of line: FactLine, in body: UnsafeRawBufferPointer) -> FactHash {
        line.salt.withUnsafeBytes { salt in
            FactChain.dataDigest(salt: salt, data: UnsafeRawBufferPointer(rebasing: body[line.dataRange]))
        }
    }

    private static func link(
        _ line: FactLine, _ digest: FactHash, after previous: FactHash, in body: UnsafeRawBufferPointer
    ) -> FactHash {
        let header = UnsafeRawBufferPointer(rebasing: body[line.headerRange])
        return FactChain.link(previous: previous, header: header, dataDigest: digest)
    }

    /// Whether the first fact follows from what stands before it.
    func firstFollows(_ previous: FactHash) -> Bool {
        guard let first = lines.first else { return true }
        return body.withUnsafeBytes { Self.link(first, dataDigests[0], after: previous, in: $0) } == first.hash
    }
}
