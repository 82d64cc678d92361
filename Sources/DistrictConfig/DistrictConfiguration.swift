public import HubModel
public import PluginKit

/// The whole configuration of a district, checked.
public struct DistrictConfiguration: Hashable, Sendable {
    public var district: District
    /// By code.
    public var stations: [StationConfiguration]
    /// By code.
    public var hospitals: [HospitalConfiguration]
    /// By code; shared by all profiles.
    public var instruments: [Instrument]
    /// The newest version of each plugin.
    public var profiles: [ProfileCode: PluginData]
    /// Older versions of plugins that can be used too.
    public var olderVersions: [PluginData]
    /// How the government's money is accounted for.
    public var funding: FundingConfiguration

    public init(
        district: District, stations: [StationConfiguration], hospitals: [HospitalConfiguration] = [],
        instruments: [Instrument], profiles: [ProfileCode: PluginData], olderVersions: [PluginData] = [],
        funding: FundingConfiguration
    ) {
        self.district = district
        self.stations = stations
        self.hospitals = hospitals
        self.instruments = instruments
        self.profiles = profiles
        self.olderVersions = olderVersions
        self.funding = funding
    }

    /// The station with the code, or nil.
    public func station(_ code: StationCode) -> StationConfiguration? {
        stations.first { $0.code == code }
    }
}

extension DistrictConfiguration {
    /// A plugin in one version; nil when that version can't be used.
    public func plugin(_ profile: ProfileCode, version: String) -> PluginData? {
        versions(of: profile).first { $0.manifest.version == version }
    }

    /// All versions of a plugin that can be used, the newest first.
    public func versions(of profile: ProfileCode) -> [PluginData] {
        let older = olderVersions.filter { $0.manifest.id == profile }
        return (profiles[profile].map { [$0] } ?? []) + older.sorted { $1.isOlder(than: $0) }
    }

    /// The plugin that a station works by: of its own version, or the newest when that one can't be used.
    public func plugin(of station: StationConfiguration) -> PluginData? {
        station.pluginVersion.flatMap { plugin(station.profile, version: $0) } ?? profiles[station.profile]
    }

    /// The packages a station offers, with its own prices.
    public func packages(of station: StationConfiguration) -> [ServicePackage] {
        plugin(of: station).map(station.effectivePackages(from:)) ?? []
    }

    /// The activities a station holds, with its own capacity and points.
    public func activities(of station: StationConfiguration) -> [ActivityDefinition] {
        plugin(of: station).map(station.effectiveActivities(from:)) ?? []
    }

    /// The same district with these plugins and no others.
    ///
    /// - Parameter plugins: of several versions the last one is the newest.
    public func offering(_ plugins: [PluginData]) -> DistrictConfiguration {
        var configuration = self
        configuration.profiles = Dictionary(plugins.map { ($0.manifest.id, $0) }) { _, newest in newest }
        configuration.olderVersions = plugins.filter { configuration.profiles[$0.manifest.id] != $0 }
        return configuration
    }

    /// The same district with each of its stations offering what was decided last.
    public func offering(_ offers: [StationCode: StationOffer]) -> DistrictConfiguration {
        var configuration = self
        configuration.stations = stations.map { station in offers[station.code].map(station.offering) ?? station }
        return configuration
    }
}

extension StationConfiguration {
    /// The packages the station offers, with its own prices, in the order of its choice.
    public func effectivePackages(from plugin: PluginData) -> [ServicePackage] {
        offer(version: plugin.manifest.version).packages(from: plugin)
    }

    /// The activities the station holds, with its own capacity and points, in the order of its choice.
    public func effectiveActivities(from plugin: PluginData) -> [ActivityDefinition] {
        offer(version: plugin.manifest.version).activities(from: plugin)
    }
}

extension PluginData {
    func isOlder(than other: PluginData) -> Bool {
        VersionText.isLower(manifest.version, than: other.manifest.version)
    }
}
