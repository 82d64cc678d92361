/// Where a station's chain tells of a resident.
public struct ChainPlace: Codable, Hashable, Comparable, Sendable {
    public var epoch: Int
    public var seq: Int64

    public init(epoch: Int, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }

    public static func < (left: Self, right: Self) -> Bool { (left.epoch, left.seq) < (right.epoch, right.seq) }
}
