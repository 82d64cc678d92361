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
        let packages = PackageLines(self)
        return FundingContext(
            funding: funding, package: { packages.line(of: $0, at: $1) },
            day: days.day(of:))
    }
}

/// Which funding line pays for which package.
private struct PackageLines {
    private struct Entry {
        var fundingLine: String
        var profile: String
    }

    private let ofStation: [StationCode: [String: Entry]]
    /// Of packages that a station has no more, or never offered.
    private let ofDistrict: [String: Entry]

    init(_ configuration: DistrictConfiguration) {
        func entries(_ plugin: PluginData) -> [(String, Entry)] {
            plugin.packages.map { package in
                (package.code, Entry(fundingLine: package.fundingLine, profile: plugin.manifest.id.rawValue))
            }
        }
        let plugins = configuration.profiles.sorted { $0.key < $1.key }.map(\.value) + configuration.olderVersions
        ofDistrict = Dictionary(plugins.flatMap(entries)) { first, _ in first }
        ofStation = Dictionary(
            configuration.stations.map { station in
                let plugin = configuration.plugin(of: station)
                return (station.code, Dictionary(plugin.map(entries) ?? []) { first, _ in first })
            }
        ) { first, _ in first }
    }

    func line(of package: String, at station: StationCode) -> (fundingLine: String, profile: String)? {
        (ofStation[station]?[package] ?? ofDistrict[package]).map { ($0.fundingLine, $0.profile) }
    }
}
