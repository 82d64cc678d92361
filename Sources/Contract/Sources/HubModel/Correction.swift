/// `correction`: replaces or withdraws the data of an earlier fact of the same station, whose bytes stay in the chain.
public struct Correction<Replacement: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// The place of the corrected fact in its chain.
    public struct Target: Codable, Hashable, Sendable {
        public var epoch: Int
        public var seq: Int64

        public init(epoch: Int, seq: Int64) {
            self.epoch = epoch
            self.seq = seq
        }
    }

    public var corrects: Target
    /// Data of the corrected fact's kind, or nil to withdraw it.
    public var replacement: Replacement?

    public init(corrects: Target, replacement: Replacement?) {
        self.corrects = corrects
        self.replacement = replacement
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(corrects, forKey: .corrects)
        try container.encode(replacement, forKey: .replacement)
    }
}
