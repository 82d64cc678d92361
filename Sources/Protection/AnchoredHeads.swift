/// What good checkpoints say of one stream.
struct AnchoredHeads: Sendable {
    struct Head: Sendable, Hashable {
        let seq: Int64
        let hash: String
        let checkpoint: Int64
    }

    /// By rising number.
    private(set) var heads: [Head] = []
    /// The last entry that was removed because it had been kept long enough.
    private(set) var cut: AuditHead?
    private static let limit = 4096

    var last: Head? { heads.last }

    mutating func note(_ head: AuditHead, checkpoint: Int64) {
        guard head.seq > last?.seq ?? 0 else { return }
        heads.append(Head(seq: head.seq, hash: head.hash, checkpoint: checkpoint))
        guard heads.count > Self.limit else { return }
        // The last one vouches for all before it; the others only narrow down where the first bad entry is.
        heads = heads.indices.filter { $0 % 2 == 1 || $0 == heads.count - 1 }.map { heads[$0] }
    }

    mutating func note(cut head: AuditHead) {
        if head.seq > cut?.seq ?? 0 { cut = head }
    }
}
