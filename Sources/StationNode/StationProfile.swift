public import DistrictConfig
public import Foundation
public import HubModel
public import Logging
public import PluginHost
public import PluginKit

/// What the station is, by its own file of the district's configuration, with the plugin of its profile alone.
public struct StationProfile: Sendable {
    public let installation: StationInstallation
    private let host: PluginHost

    /// Reads the station's configuration and loads the plugin of its profile.
    ///
    /// - Parameters:
    ///   - config: the folder with `district.yaml` and `stations/`.
    ///   - plugins: the folder with `instruments/` and a folder for each profile.
    ///   - libraries: the folder with the plugins' shared libraries.
    /// - Throws: `ConfigurationMistakes`, `PluginLoadError`.
    public static func load(
        station: StationCode, config: URL, plugins: URL, libraries: URL, logger: Logger
    ) async throws -> StationProfile {
        let installation = try ConfigurationReader.readStation(station, config: config, plugins: plugins)
        let host = try PluginHost(logger: logger)
        try await host.load(installation.plugin, from: libraries)
        return StationProfile(installation: installation, host: host)
    }

    /// The district's time zone: days and years are its own.
    public var timeZone: TimeZone { TimeZone(identifier: installation.district.timeZone) ?? .gmt }

    /// Scores by the plugin.
    public var recorder: ScreeningRecorder {
        ScreeningRecorder(assessing: PluginScreening(data: installation.plugin, host: host))
    }
}

/// Screenings assessed by a plugin.
public struct PluginScreening: ScreeningAssessing {
    private let data: PluginData
    private let host: PluginHost

    /// - Parameter host: has loaded the plugin with this data.
    public init(data: PluginData, host: PluginHost) {
        self.data = data
        self.host = host
    }

    public var reference: PluginReference {
        PluginReference(id: data.manifest.id.rawValue, version: data.manifest.version)
    }

    public func instrument(_ code: String) -> Instrument? {
        data.instruments.first { $0.code == code }
    }

    public func assess(
        _ requests: [AssessScreening]
    ) async throws -> [Result<ScreeningAssessment, PluginFailure>] {
        let answers = try await host.answers(requests.map { .assessScreening($0) }, by: PluginKey(data.manifest))
        return answers.map { result in
            result.flatMap { answer in
                answer.assessment.map { .success($0) } ?? .failure(.otherAnswer(plugin: data.manifest.id))
            }
        }
    }
}

extension StationProfile {
    /// The folder of the running program, where the build puts the plugins' libraries.
    public static var defaultLibraries: URL { PluginHost.defaultLibraryDirectory }
}
