import FactLog

/// How large a batch may be.
struct BatchLimits: Hashable, Sendable {
    var facts: Int
    var bytes: Int

    /// Half of it, at least one fact.
    var halved: BatchLimits { BatchLimits(facts: max(1, facts / 2), bytes: max(SyncLimits.lineBytes + 1, bytes / 2)) }
}
