/// An amount of Chinese yuan in whole fen (分), never a fraction.
public struct Money: Codable, Hashable, Comparable, Sendable {
    public let fen: Int64

    public init(fen: Int64) { self.fen = fen }

    public static func < (left: Self, right: Self) -> Bool { left.fen < right.fen }

    public init(from decoder: any Decoder) throws {
        fen = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fen)
    }
}
