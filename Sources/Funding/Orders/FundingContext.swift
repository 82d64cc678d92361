public import DistrictConfig
public import Foundation
public import HubModel

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
