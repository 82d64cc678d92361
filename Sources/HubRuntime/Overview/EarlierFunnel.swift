/// The funnel of the month before, to compare with.
public struct EarlierFunnel: Codable, Hashable, Sendable {
    public var funnel: OverviewFunnel
    /// Whether only as many days are in it as the month that is compared has had.
    public var isPart: Bool
}
