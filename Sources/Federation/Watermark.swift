public import FactLog

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
