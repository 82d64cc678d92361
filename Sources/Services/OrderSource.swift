public import HubModel

/// The fact behind a step of an order: its place in the chains of its station, and when it happened.
public struct OrderSource: Hashable, Sendable {
    public var origin: FactOrigin
    public var epoch: Int
    public var seq: Int64
    /// Whole seconds since 1970.
    public var occurredAt: Int64

    public init(origin: FactOrigin, epoch: Int, seq: Int64, occurredAt: Int64) {
        self.origin = origin
        self.epoch = epoch
        self.seq = seq
        self.occurredAt = occurredAt
    }
}
