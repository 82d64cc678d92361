public import DistrictConfig
public import Foundation
public import HubModel
public import Logging
public import PluginHost
import PluginKit

/// What the station is, by its own file of the district's configuration, with the plugin of its profile alone.
public struct StationProfile: Sendable {
    public let installation: StationInstallation
    let host: PluginHost
    /// The verified copies; they last as long as the profile.
    private let installed: InstalledPlugins?

    /// Reads the station's configuration and loads the unsigned plugin of its profile, for development and demonstrations.
    ///
    /// - Parameters:
    ///   - config: the folder with `district.yaml` and `stations/`.
    ///   - plugins: the folder with `instruments/` and a folder for each profile.
    ///   - libraries: the folder with the plugins' shared libraries.
    ///   - offers: what the hub decided for the station.
    ///   - isolation: where the plugin runs.
    /// - Throws: `ConfigurationMistakes`, `PluginLoadError`, `PluginCallError` when its process can't be started.
    public static func loadUnsigned(
        station: StationCode, config: URL, plugins: URL, libraries: URL, offers: [OfferRevision] = [],
        isolation: PluginIsolation = .worker, at now: Date = Date(), logger: Logger
    ) async throws -> StationProfile {
        let installation = try unsignedInstallation(
            station: station, config: config, plugins: plugins, offers: offers, at: now)
        let host = try PluginHost(transport: isolation.transport(), logger: logger)
        try await host.load(installation.plugin, from: libraries)
        return StationProfile(installation: installation, host: host, installed: nil)
    }

    /// Reads the station's configuration and loads the signed plugin of its profile, with those that it requires.
    ///
    /// - Parameters:
    ///   - config: the folder with `district.yaml`, `plugin-keys.yaml` and `stations/`.
    ///   - plugins: the folder of bundles.
    ///   - copies: the folder for verified copies; nil for the temporary one.
    ///   - offers: what the hub decided for the station.
    ///   - isolation: where the plugin runs.
    /// - Throws: `ConfigurationMistakes`, `PluginRefusal` when the plugin of the profile is refused.
    public static func load(
        station: StationCode, config: URL, plugins: URL, copies: URL?, offers: [OfferRevision] = [],
        isolation: PluginIsolation = .worker, at now: Date = Date(), logger: Logger
    ) async throws -> StationProfile {
        var (installation, installed) = try read(
            station: station, config: config, plugins: plugins, copies: copies, offers: offers, at: now)
        let profile = installation.plugin.manifest.id
        installed.keep(only: profile)
        let host = try PluginHost(transport: isolation.transport(), logger: logger)
        await installed.load(into: host)
        // What can't be started is refused only now.
        installation.plugin = try Self.plugin(installation.plugin, of: installed)
        return StationProfile(installation: installation, host: host, installed: installed)
    }

    /// What the station's own file and the plugin of its profile say; nothing of the plugin runs.
    ///
    /// - Throws: `ConfigurationMistakes`, `PluginRefusal` when the plugin of the profile is refused.
    public static func installation(
        station: StationCode, config: URL, plugins: URL, copies: URL?, offers: [OfferRevision] = [],
        at now: Date = Date()
    ) throws -> StationInstallation {
        try read(station: station, config: config, plugins: plugins, copies: copies, offers: offers, at: now).0
    }

    /// The same with unsigned plugins, for development and demonstrations.
    ///
    /// - Throws: `ConfigurationMistakes`.
    public static func unsignedInstallation(
        station: StationCode, config: URL, plugins: URL, offers: [OfferRevision] = [], at now: Date = Date()
    ) throws -> StationInstallation {
        let own = try ConfigurationReader.readStation(station, config: config, plugins: plugins)
        var usable = [own.plugin]
        let other = offers.inForce(at: now)?.offer.profile
        if let other, other != own.station.profile {
            let folder = plugins.appending(path: other.rawValue)
            // Without it the station goes on as its own file says, which the installation tells.
            if FileManager.default.fileExists(atPath: folder.path) {
                usable.append(
                    try ConfigurationReader.readPlugin(
                        folder, instruments: plugins.appending(path: "instruments"), config: config))
            }
        }
        return FollowedOffer.installation(
            of: own.station, in: own.district, offers: offers, plugins: usable, at: now) ?? own
    }

    private static func read(
        station: StationCode, config: URL, plugins: URL, copies: URL?, offers: [OfferRevision], at now: Date
    ) throws -> (StationInstallation, InstalledPlugins) {
        let installed = try InstalledPlugins(
            in: plugins, config: config, copies: copies, host: try ContractStamp.ofLoadedContract())
        let (district, own) = try ConfigurationReader.readStation(
            station, config: config, profiles: installed.profiles, refused: installed.refusedProfiles)
        let followed = FollowedOffer.installation(
            of: own, in: district, offers: offers, plugins: installed.profiles, at: now)
        guard let followed else { throw refusal(of: own.profile, installed) }
        return (followed, installed)
    }

    /// The plugin, or the newest version of it that could be started.
    private static func plugin(_ wanted: PluginData, of installed: InstalledPlugins) throws -> PluginData {
        let versions = installed.profiles.filter { $0.manifest.id == wanted.manifest.id }
        guard let plugin = versions.first(where: { $0 == wanted }) ?? versions.last else {
            throw refusal(of: wanted.manifest.id, installed)
        }
        return plugin
    }

    private static func refusal(of profile: ProfileCode, _ installed: InstalledPlugins) -> PluginRefusal {
        installed.refused.first { $0.id == profile }?.reason ?? PluginRefusal.failed("\(profile)")
    }

    /// The district's time zone: days and years are its own.
    public var timeZone: TimeZone { TimeZone(identifier: installation.district.timeZone) ?? .gmt }

    /// Scores by the plugin.
    public var recorder: ScreeningRecorder {
        ScreeningRecorder(assessing: PluginScreening(data: installation.plugin, host: host))
    }
}

extension StationProfile {
    /// The folder of the running program, where the build puts the plugins' libraries.
    public static var defaultLibraries: URL { PluginHost.defaultLibraryDirectory }
}
