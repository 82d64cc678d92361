public import Brand
public import Indicators

/// The funnel as it may be shown: the shares of it that count residents are hidden where they are small.
public struct OverviewFunnel: Codable, Hashable, Sendable {
    public var exposure: Funnel.Stage
    public var reach: Funnel.Stage
    public var conversion: Funnel.Stage
    public var satisfaction: Share
    public var advocacy: PublishedShare

    init(_ funnel: Funnel, advocacy: PublishedShare) {
        exposure = funnel.exposure
        reach = funnel.reach
        conversion = funnel.conversion
        satisfaction = funnel.satisfaction
        self.advocacy = advocacy
    }
}

/// The funnel of the month before, to compare with.
public struct EarlierFunnel: Codable, Hashable, Sendable {
    public var funnel: OverviewFunnel
    /// Whether only as many days are in it as the month that is compared has had.
    public var isPart: Bool
}

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
