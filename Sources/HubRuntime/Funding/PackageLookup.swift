import DistrictConfig
import HubModel
import PluginKit

/// Which package a code means at a station, and which profile brings it.
struct PackageLookup {
    struct Entry {
        var package: ServicePackage
        var profile: ProfileCode
    }

    private let ofStation: [StationCode: [String: Entry]]
    /// Of packages that a station has no more, or never offered: first those of the newest versions.
    private let ofDistrict: [String: Entry]

    init(_ configuration: DistrictConfiguration) {
        func entries(_ plugin: PluginData) -> [(String, Entry)] {
            plugin.packages.map { ($0.code, Entry(package: $0, profile: plugin.manifest.id)) }
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

    /// Nil when no version of any profile has such a package.
    func entry(_ package: String, at station: StationCode) -> Entry? {
        ofStation[station]?[package] ?? ofDistrict[package]
    }
}
