/// The place of a fact in the station's chains.
public struct FactPlace: Codable, Hashable, Sendable, CustomStringConvertible {
    public var epoch: Int
    public var seq: Int64

    public init(epoch: Int, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }

    public var description: String { "\(epoch)/\(seq)" }
}
