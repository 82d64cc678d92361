public import HubModel

/// The place of a fact in the chains of one station.
public struct FactPlace: Hashable, Sendable {
    public var origin: FactOrigin
    public var epoch: Int
    public var seq: Int64

    public init(origin: FactOrigin = .station, epoch: Int, seq: Int64) {
        self.origin = origin
        self.epoch = epoch
        self.seq = seq
    }

    /// Where a fact stands.
    public init(_ header: FactHeader) {
        self.init(origin: header.origin, epoch: header.epoch, seq: header.seq)
    }
}
