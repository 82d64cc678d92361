public import HubModel

/// Enrolments that are running at a station in one package, by the version of the plugin that they started with.
public struct RunningEnrolments: Codable, Hashable, Sendable {
    public var station: StationCode
    public var package: String
    /// Nil where the station did not say.
    public var pluginVersion: String?
    public var count: Int

    public init(station: StationCode, package: String, pluginVersion: String?, count: Int) {
        self.station = station
        self.package = package
        self.pluginVersion = pluginVersion
        self.count = count
    }
}
