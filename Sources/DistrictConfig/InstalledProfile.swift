public import Foundation
public import HubModel
public import PluginKit

/// The files of one installed plugin in the form of a plugins folder: `instruments/` and the profile's folder.
public struct InstalledProfile: Hashable, Sendable {
    public var id: ProfileCode
    public var folder: URL
    /// What the folder is called where it was installed, for messages.
    public var name: String

    public init(id: ProfileCode, folder: URL, name: String) {
        self.id = id
        self.folder = folder
        self.name = name
    }
}

extension ConfigurationReader {
    /// Reads the data of installed plugins against the district. Mistakes of one do not touch another.
    ///
    /// - Returns: one result a plugin, in their order.
    /// - Throws: ``ConfigurationMistakes`` with the mistakes of the district's own files.
    public static func readInstalled(
        _ plugins: [InstalledProfile], config: URL
    ) throws(ConfigurationMistakes) -> [Result<PluginData, ConfigurationMistakes>] {
        let district = try readDistrictAlone(config)
        return plugins.map { plugin in
            let log = MistakeLog()
            var reader = ProfileFolderReader(folder: ConfigurationFolder(plugin.folder, log: log), district: district)
            reader.readInstruments()
            reader.readProfile(plugin.id.rawValue)
            guard log.mistakes.isEmpty, let data = reader.profiles[plugin.id.rawValue]?.data else {
                return .failure(ConfigurationMistakes(log.mistakes.map { $0.told(of: plugin) }))
            }
            return .success(data)
        }
    }

    /// Reads the configuration of a hub whose plugins are installed.
    ///
    /// - Parameters:
    ///   - profiles: the data of every plugin that will be loaded; of several versions the last one is used by stations.
    ///   - refused: profiles that stations may name although nothing of their plugin can be used.
    /// - Throws: ``ConfigurationMistakes`` with every mistake found.
    public static func read(
        config: URL, profiles: [PluginData], refused: [ProfileCode]
    ) throws(ConfigurationMistakes) -> DistrictConfiguration {
        let log = MistakeLog()
        let folder = ConfigurationFolder(config, log: log)
        let draft = readDistrict(in: folder)
        let reader = stationReader(draft, profiles, refused, at: folder.place(""))
        var codes = Declarations(what: LocalizedText(zh: "站点", en: "station"))
        let stations = folder.yamlNames(in: "stations", isRequired: true).compactMap { name in
            folder.document("stations/\(name).yaml").flatMap {
                reader.read($0, expectedCode: name, declarations: &codes)
            }
        }
        let hospitals = readHospitals(in: folder)
        // A plugin that isn't installed here, or in another version, may bring what the rates name.
        let packages = KnownPackages([], codes: nil)
        let funding = FundingFolderReader(folder: folder, district: draft).read(packages: packages)
        guard log.mistakes.isEmpty, let district = draft.district, let funding else {
            throw ConfigurationMistakes(log.mistakes)
        }
        return DistrictConfiguration(
            district: district, stations: stations.sorted { $0.code < $1.code },
            hospitals: hospitals.sorted { $0.code < $1.code }, instruments: instruments(of: profiles), profiles: [:],
            funding: funding
        ).offering(profiles)
    }

    /// Reads what one station needs when its plugins are installed.
    ///
    /// - Returns: district and station; the station's profile may be among the refused ones.
    /// - Throws: ``ConfigurationMistakes`` with every mistake found in the two files.
    public static func readStation(
        _ code: StationCode, config: URL, profiles: [PluginData], refused: [ProfileCode]
    ) throws(ConfigurationMistakes) -> (district: District, station: StationConfiguration) {
        let log = MistakeLog()
        let folder = ConfigurationFolder(config, log: log)
        let draft = readDistrict(in: folder)
        let reader = stationReader(draft, profiles, refused, at: folder.place(""))
        var codes = Declarations(what: LocalizedText(zh: "站点", en: "station"))
        let station = folder.document("stations/\(code).yaml").flatMap {
            reader.read($0, expectedCode: code.rawValue, declarations: &codes)
        }
        guard log.mistakes.isEmpty, let district = draft.district, let station else {
            throw ConfigurationMistakes(log.mistakes)
        }
        return (district, station)
    }

    /// Reads the manifest of a plugin's source folder and the instruments that it may name, without any district.
    ///
    /// - Throws: ``ConfigurationMistakes`` with every mistake found in these files.
    public static func readPluginSource(
        _ source: URL, instruments: URL
    ) throws(ConfigurationMistakes) -> PluginManifest {
        let log = MistakeLog()
        let folder = ConfigurationFolder(instruments, log: log)
        var codes = Declarations(what: LocalizedText(zh: "量表", en: "instrument"))
        for name in folder.yamlNames(in: "", isRequired: true) {
            guard let value = folder.document("\(name).yaml") else { continue }
            _ = InstrumentReader().read(value, expectedCode: name, declarations: &codes)
        }
        var ids = Declarations(what: LocalizedText(zh: "定位（插件）", en: "profile (plugin)"))
        var modules = Declarations(what: LocalizedText(zh: "模块", en: "module"))
        let sources = ConfigurationFolder(source, log: log)
        let reading = sources.document("plugin.yaml").map {
            ManifestReader(instruments: codes).read($0, folder: sources.name, plugins: &ids, modules: &modules)
        }
        guard log.mistakes.isEmpty, let manifest = reading?.manifest else { throw ConfigurationMistakes(log.mistakes) }
        return manifest
    }

    private static func readDistrictAlone(_ config: URL) throws(ConfigurationMistakes) -> DistrictDraft {
        let log = MistakeLog()
        let draft = readDistrict(in: ConfigurationFolder(config, log: log))
        guard log.mistakes.isEmpty else { throw ConfigurationMistakes(log.mistakes) }
        return draft
    }

    private static func stationReader(
        _ district: DistrictDraft, _ profiles: [PluginData], _ refused: [ProfileCode], at place: Place
    ) -> StationReader {
        var codes = Declarations(what: LocalizedText(zh: "定位（插件）", en: "profile (plugin)"))
        for id in profiles.map(\.manifest.id) + refused { codes.assume(id.rawValue, at: place) }
        let drafts = profiles.map { ($0.manifest.id.rawValue, PluginDraft($0, at: place)) }
        return StationReader(
            district: district, profiles: codes, plugins: Dictionary(drafts) { _, last in last })
    }

    /// Each version of each instrument once.
    private static func instruments(of profiles: [PluginData]) -> [Instrument] {
        var known: Set<[String]> = []
        return profiles.flatMap(\.instruments).filter { known.insert([$0.code, $0.version]).inserted }
            .sorted { ($0.code, $0.version) < ($1.code, $1.version) }
    }
}

extension ConfigurationMistake {
    /// With the path that the file had where the plugin was installed.
    fileprivate func told(of plugin: InstalledProfile) -> ConfigurationMistake {
        var parts = file.split(separator: "/").dropFirst()
        if parts.first == Substring(plugin.id.rawValue) { parts = parts.dropFirst() }
        return ConfigurationMistake(
            file: ([plugin.name] + parts.map(String.init)).joined(separator: "/"), line: line, column: column, key: key,
            problem: problem, allowed: allowed, nearest: nearest)
    }
}

extension PluginDraft {
    fileprivate init(_ data: PluginData, at place: Place) {
        self.init(
            packageCodes: Declarations(what: LocalizedText(zh: "服务包", en: "service package")),
            activityCodes: Declarations(what: LocalizedText(zh: "活动", en: "activity")))
        for package in data.packages { packageCodes.assume(package.code, at: place) }
        for activity in data.activities { activityCodes.assume(activity.code, at: place) }
        packages = data.packages
        activities = data.activities
        self.data = data
    }
}
