public import HubModel

/// A step of an order with the fact that tells of it.
public struct OrderFact: Hashable, Sendable {
    public var station: StationCode
    public var fact: FactID
    public var step: OrderFundingStep
    /// What the station states of shares and groups otherwise than the hub works out: shown, and never changed.
    public var statedOtherwise: [OrderDifference]

    public init(
        station: StationCode, fact: FactID, step: OrderFundingStep, statedOtherwise: [OrderDifference] = []
    ) {
        self.statedOtherwise = statedOtherwise
        self.station = station
        self.fact = fact
        self.step = step
    }

    public var key: OrderKey { OrderKey(station: station, order: step.order) }
}
