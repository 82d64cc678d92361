public import Brand
public import Indicators

/// A part of a whole of people as it may be shown [BRD-6].
public struct PublishedShare: Codable, Hashable, Sendable {
    public var count: PublishedCount
    /// How many there are in all.
    public var of: PublishedCount

    public init(count: PublishedCount, of: PublishedCount) {
        self.count = count
        self.of = of
    }

    public init(_ share: Share) {
        self.init(count: .exact(share.count), of: .exact(share.of))
    }

    /// Nil when either number is hidden.
    public var exactValue: Share? {
        guard let count = count.exactValue, let of = of.exactValue else { return nil }
        return Share(count: count, of: of)
    }
}
