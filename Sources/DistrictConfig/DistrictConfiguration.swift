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
    public var profiles: [ProfileCode: PluginData]

    public init(
        district: District, stations: [StationConfiguration], hospitals: [HospitalConfiguration] = [],
        instruments: [Instrument], profiles: [ProfileCode: PluginData]
    ) {
        self.district = district
        self.stations = stations
        self.hospitals = hospitals
        self.instruments = instruments
        self.profiles = profiles
    }

    /// The station with the code, or nil.
    public func station(_ code: StationCode) -> StationConfiguration? {
        stations.first { $0.code == code }
    }
}

/// What a station's own program needs: the district, itself and the plugin data of its profile.
public struct StationInstallation: Hashable, Sendable {
    public var district: District
    public var station: StationConfiguration
    public var plugin: PluginData

    public init(district: District, station: StationConfiguration, plugin: PluginData) {
        self.district = district
        self.station = station
        self.plugin = plugin
    }
}

extension StationConfiguration {
    /// The packages the station offers, with its own prices, in the order of its file.
    public func effectivePackages(from plugin: PluginData) -> [ServicePackage] {
        packages.compactMap { choice in
            guard var package = plugin.packages.first(where: { $0.code == choice.code }) else { return nil }
            package.unitPrice = choice.price ?? package.unitPrice
            return package
        }
    }

    /// The activities the station holds, with its own capacity and points, in the order of its file.
    public func effectiveActivities(from plugin: PluginData) -> [ActivityDefinition] {
        activities.compactMap { choice in
            guard var activity = plugin.activities.first(where: { $0.code == choice.code }) else { return nil }
            activity.capacity = choice.capacity ?? activity.capacity
            activity.points = choice.points ?? activity.points
            return activity
        }
    }
}

extension DistrictConfiguration {
    /// The packages a station offers, with its own prices.
    public func packages(of station: StationConfiguration) -> [ServicePackage] {
        profiles[station.profile].map(station.effectivePackages(from:)) ?? []
    }

    /// The activities a station holds, with its own capacity and points.
    public func activities(of station: StationConfiguration) -> [ActivityDefinition] {
        profiles[station.profile].map(station.effectiveActivities(from:)) ?? []
    }
}
