public import DistrictConfig
public import Foundation
public import HubModel

/// A step of an order with the fact that tells of it.
public struct OrderFact: Hashable, Sendable {
    public var station: StationCode
    public var fact: FactID
    public var step: OrderMoneyStep
    /// What the station states of shares and groups otherwise than the hub works out: shown, and never changed.
    public var statedOtherwise: [OrderDifference]

    public init(
        station: StationCode, fact: FactID, step: OrderMoneyStep, statedOtherwise: [OrderDifference] = []
    ) {
        self.statedOtherwise = statedOtherwise
        self.station = station
        self.fact = fact
        self.step = step
    }

    public var key: OrderKey { OrderKey(station: station, order: step.order) }
}

/// What funding must know of the district to follow orders.
public struct FundingContext: Sendable {
    public var funding: FundingConfiguration
    /// The funding line of a package, and the profile that brings it; nil when no profile has such a package.
    public var package: @Sendable (String, StationCode) -> (fundingLine: String, profile: String)?
    /// The day of a moment in the district.
    public var day: @Sendable (Date) -> CivilDate

    public init(
        funding: FundingConfiguration,
        package: @escaping @Sendable (String, StationCode) -> (fundingLine: String, profile: String)?,
        day: @escaping @Sendable (Date) -> CivilDate
    ) {
        self.funding = funding
        self.package = package
        self.day = day
    }
}
