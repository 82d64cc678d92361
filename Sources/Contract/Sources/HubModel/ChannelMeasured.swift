/// `channel.measured`: what one communication channel reached.
public struct ChannelMeasured: FactData {
    public static let kind = FactKind.channelMeasured

    public enum Metric: String, Codable, CaseIterable, Sendable {
        case reads, plays, shares, visitors, followers, bookings
    }

    public var channel: String
    public var metric: Metric
    /// 0 or more.
    public var count: Int
    /// Which piece of content, when the figure is about one.
    public var content: String?

    public init(channel: String, metric: Metric, count: Int, content: String? = nil) {
        self.channel = channel
        self.metric = metric
        self.count = count
        self.content = content
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(channel, forKey: .channel)
        try container.encode(metric, forKey: .metric)
        try container.encode(count, forKey: .count)
        try container.encode(content, forKey: .content)
    }
}
