import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import HubModel
import Logging
import PluginHost
import PluginKit
import StationNode
import SystemPackage

/// The process settings of a station: flags over environment over the file `station.env` beside the book.
struct StationSettings {
    /// The raw value is the name in the file and the environment, without the prefix `XINLIAN_`.
    enum Key: String, CaseIterable {
        case hub = "HUB"
        case config = "CONFIG"
        case plugins = "PLUGINS"
        case libraries = "LIBRARIES"
        /// `true` takes plugins from a folder of sources, unsigned.
        case development = "DEVELOPMENT"
        case pluginCopies = "PLUGINS_COPIES"
        case pluginIsolation = "PLUGIN_ISOLATION"
        case importFolder = "IMPORT"
        case intervalSeconds = "INTERVAL"
        case maxBackoffSeconds = "MAX_BACKOFF"
        case pace = "PACE"
        case logLevel = "LOG_LEVEL"

        var configKey: ConfigKey {
            ConfigKey(["xinlian"] + rawValue.lowercased().split(separator: "_").map(String.init))
        }
    }

    private let reader: ConfigReader

    /// Counts when nobody set a level: a command for a person speaks for itself.
    var defaultLogLevel = Logger.Level.notice

    init(folder: URL, flags: [Key: String?] = [:]) async throws {
        var given: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in flags {
            guard let value else { continue }
            given[AbsoluteConfigKey(key.configKey)] = ConfigValue(.string(value), isSecret: false)
        }
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: given),
            EnvironmentVariablesProvider(),
            try await EnvironmentVariablesProvider(
                environmentFilePath: FilePath(Self.file(in: folder).path), allowMissing: true),
        ])
    }

    static func file(in folder: URL) -> URL { folder.appending(component: "station.env") }

    /// Writes the file of a new book.
    static func write(_ values: [(Key, String)], in folder: URL) throws {
        let text = values.map { "XINLIAN_\($0.rawValue)=\($1)\n" }.joined()
        try Data(text.utf8).write(to: file(in: folder), options: .atomic)
    }

    func text(_ key: Key) -> String? { reader.string(forKey: key.configKey) }

    func folder(_ key: Key) -> URL? { text(key).map { URL(filePath: $0, directoryHint: .isDirectory) } }

    func seconds(_ key: Key, default value: Double) throws -> Double {
        guard let text = text(key) else { return value }
        guard let seconds = Double(text), seconds.isFinite, seconds > 0 else {
            throw ValidationError("\(key.rawValue.lowercased()) should be a number above 0, not '\(text)'")
        }
        return seconds
    }

    func pace() throws -> CSVImport.Pace? {
        guard text(.pace) != nil else { return nil }
        return CSVImport.Pace(rowsPerSecond: try seconds(.pace, default: 1))
    }

    var logger: Logger {
        var logger = Logger(label: "xinlian-station") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = text(.logLevel).flatMap(Logger.Level.init(rawValue:)) ?? defaultLogLevel
        return logger
    }

    /// The profile in force at the book's station with its plugin; nil when the book was made without configuration.
    func profile(of book: LocalBook) async throws -> StationProfile? {
        guard let config = folder(.config), let plugins = folder(.plugins) else { return nil }
        let (logger, offers) = (logger, try await book.offers())
        let profile =
            try await isDevelopment
            ? StationProfile.loadUnsigned(
                station: book.station, config: config, plugins: plugins, libraries: libraries, offers: offers,
                isolation: isolation(), logger: logger)
            : StationProfile.load(
                station: book.station, config: config, plugins: plugins, copies: folder(.pluginCopies), offers: offers,
                isolation: isolation(), logger: logger)
        if let missing = profile.installation.missing {
            logger.warning(
                "the plugin that was decided for the station is not installed; another one is used",
                metadata: [
                    "decided": "\(missing.id) \(missing.version)",
                    "used": "\(PluginKey(profile.installation.plugin.manifest))",
                ])
        }
        return profile
    }

    /// Plugins run in processes of their own unless said otherwise.
    private func isolation() throws -> PluginIsolation {
        guard let text = text(.pluginIsolation) else { return .worker }
        guard let isolation = PluginIsolation(rawValue: text) else {
            let known = PluginIsolation.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("plugin_isolation should be one of \(known), not '\(text)'")
        }
        return isolation
    }

    /// Whether unsigned plugins are taken.
    var isDevelopment: Bool { text(.development) == "true" }

    /// What the station's own file and its profile say, without running anything; nil when the book was made without
    /// configuration.
    func installation(of book: LocalBook) async throws -> StationInstallation? {
        guard let config = folder(.config), let plugins = folder(.plugins) else { return nil }
        let offers = try await book.offers()
        guard isDevelopment else {
            return try StationProfile.installation(
                station: book.station, config: config, plugins: plugins, copies: folder(.pluginCopies), offers: offers)
        }
        return try StationProfile.unsignedInstallation(
            station: book.station, config: config, plugins: plugins, offers: offers)
    }

    /// The instruments of the station's profile; none without readable configuration.
    func instruments(of book: LocalBook) async -> [Instrument] {
        let installation = try? await self.installation(of: book)
        return installation?.plugin.instruments ?? []
    }

    /// Imports CSV files; without a usable plugin only those that need none.
    func importing(into book: LocalBook) async throws -> CSVImport {
        var profile: StationProfile?
        var unscoredReason: String?
        do {
            profile = try await self.profile(of: book)
        } catch let mistakes as ConfigurationMistakes {
            unscoredReason = ConfigCheck.lines(for: mistakes).joined(separator: "; ")
        } catch {
            unscoredReason = "\(error)"
        }
        return CSVImport(
            book: book.knowing(profile?.installation.plugin.instruments ?? []), recorder: profile?.recorder,
            unscoredReason: unscoredReason, timeZone: profile?.timeZone ?? .gmt, pace: try pace())
    }

    /// The plugins' libraries lie beside the program unless said otherwise.
    var libraries: URL { folder(.libraries) ?? StationProfile.defaultLibraries }

    func hub() throws -> URL {
        guard let text = text(.hub), let url = URL(string: text) else {
            throw ValidationError("name the hub with --hub URL or XINLIAN_HUB")
        }
        return url
    }
}
