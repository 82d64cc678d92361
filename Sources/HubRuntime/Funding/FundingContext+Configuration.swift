public import DistrictConfig
import Foundation
public import Funding
import HubModel
import PluginKit
import Services

extension DistrictConfiguration {
    /// What funding must know of the district.
    public var fundingContext: FundingContext {
        let days = DistrictDays(timeZone: TimeZone(identifier: district.timeZone) ?? .gmt)
        let packages = PackageLookup(self)
        return FundingContext(
            funding: funding,
            package: { code, station in
                packages.entry(code, at: station).map { ($0.package.fundingLine, $0.profile.rawValue) }
            }, day: days.day(of:))
    }
}
