public import HubModel
public import PluginKit

/// What a station's own program needs: the district, itself and the plugin data of its profile.
public struct StationInstallation: Hashable, Sendable {
    public var district: District
    public var station: StationConfiguration
    public var plugin: PluginData
    /// The plugin by which the station should work, when it isn't installed here and ``plugin`` took its place.
    public var missing: PluginReference?

    public init(
        district: District, station: StationConfiguration, plugin: PluginData, missing: PluginReference? = nil
    ) {
        self.district = district
        self.station = station
        self.plugin = plugin
        self.missing = missing
    }
}
