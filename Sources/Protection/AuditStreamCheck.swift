import HubModel

/// Follows the chain of one stream and stops at the first entry that is bad.
struct AuditStreamCheck {
    /// Where the stream ends by the tables beside the entries.
    struct Ends: Sendable {
        var lastSeq: Int64?
        var lastHash: [UInt8]?
        var anchoredSeq: Int64?
        var anchoredHash: [UInt8]?
    }

    private let stream: String
    private let anchored: AnchoredHeads
    private var nextHead = 0
    private var expected: Int64
    private var previous: [UInt8]
    /// The last entry that a checkpoint confirms.
    private var confirmed: Int64
    private var finding: AuditFinding?
    private var entries: Int64 = 0
    private var unanchored: Int64 = 0

    /// - Parameter anchored: what good checkpoints say of the stream.
    init(stream: String, anchored: AnchoredHeads) {
        self.stream = stream
        self.anchored = anchored
        confirmed = anchored.cut?.seq ?? 0
        expected = confirmed + 1
        previous = anchored.cut.flatMap { Hexadecimal.bytes(of: $0.hash) } ?? AuditChain.genesis(of: stream)
        while nextHead < anchored.heads.count, anchored.heads[nextHead].seq <= confirmed { nextHead += 1 }
    }

    mutating func take(_ entry: ChainedEntry) {
        entries += 1
        if entry.seq ?? 0 > anchored.last?.seq ?? 0 { unanchored += 1 }
        guard finding == nil else { return }
        finding = check(entry)
    }

    private mutating func check(_ entry: ChainedEntry) -> AuditFinding? {
        guard let seq = entry.seq, seq >= expected else {
            return .entryUnexpected(stream: stream, seq: entry.seq ?? 0)
        }
        guard seq == expected else { return .entriesMissing(stream: stream, from: expected, through: seq - 1) }
        guard let hash = entry.hash, hash == AuditChain.hash(after: previous, seq: seq, fields: entry.fields) else {
            return .entryChanged(stream: stream, seq: seq)
        }
        if nextHead < anchored.heads.count, anchored.heads[nextHead].seq == seq {
            let head = anchored.heads[nextHead]
            guard head.hash == Hexadecimal.text(of: hash) else {
                return .entriesRewritten(
                    stream: stream, from: confirmed + 1, through: seq, checkpoint: head.checkpoint)
            }
            confirmed = seq
            nextHead += 1
        }
        previous = hash
        expected = seq + 1
        return nil
    }

    /// - Returns: what is wrong with the stream, the first bad entry first.
    func findings(_ ends: Ends) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        if let entry = finding ?? checkEnd(ends) { findings.append(entry) }
        let anchoredHash = ends.anchoredHash.map { Hexadecimal.text(of: $0) }
        if ends.anchoredSeq != anchored.last?.seq || anchoredHash != anchored.last?.hash {
            findings.append(.anchorDiffers(stream: stream))
        }
        return findings
    }

    private func checkEnd(_ ends: Ends) -> AuditFinding? {
        let last = expected - 1
        let known = max(ends.lastSeq ?? 0, anchored.last?.seq ?? 0)
        if known > last { return .entriesMissing(stream: stream, from: expected, through: known) }
        guard let lastSeq = ends.lastSeq else { return .streamEndDiffers(stream: stream, seq: last) }
        if lastSeq < last { return .entryUnexpected(stream: stream, seq: lastSeq + 1) }
        return ends.lastHash == previous ? nil : .streamEndDiffers(stream: stream, seq: last)
    }

    var summary: AuditReport.Stream {
        AuditReport.Stream(
            name: stream, entries: entries, anchoredThrough: anchored.last?.seq ?? 0, unanchored: unanchored)
    }
}
