public import HubModel

/// The place of one amount in the roll-up of a station.
public struct RollupKey: Hashable, Sendable {
    public var day: CivilDate
    public var indicator: Indicator
    public var dimension: String

    public init(day: CivilDate, indicator: Indicator, dimension: String) {
        self.day = day
        self.indicator = indicator
        self.dimension = dimension
    }
}
