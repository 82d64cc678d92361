public import Brand

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
