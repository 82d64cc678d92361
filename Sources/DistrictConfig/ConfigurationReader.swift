public import Foundation
public import HubModel
import PluginKit

/// Reads the configuration whole and checks it whole.
///
/// Every mistake of every file is found in one reading; a syntax error or a duplicate key hides only the rest of its
/// own file. The reader touches nothing but the files below the two folders.
public enum ConfigurationReader {
    /// Reads the configuration of a hub.
    ///
    /// - Parameters:
    ///   - config: the folder with `district.yaml`, `subdistricts.csv`, `funding/`, `stations/` and `hospitals/`.
    ///   - plugins: the folder with `instruments/` and a folder for each profile.
    /// - Throws: ``ConfigurationMistakes`` with every mistake found.
    public static func read(
        config: URL, plugins: URL
    ) throws(ConfigurationMistakes) -> DistrictConfiguration {
        let log = MistakeLog()
        let folder = ConfigurationFolder(config, log: log)
        let draft = readDistrict(in: folder)
        var profiles = ProfileFolderReader(folder: ConfigurationFolder(plugins, log: log), district: draft)
        profiles.readInstruments()
        for name in profiles.profileFolders() { profiles.readProfile(name) }
        var codes = Declarations(what: LocalizedText(zh: "站点", en: "station"))
        let reader = StationReader(district: draft, profiles: profiles.profileCodes, plugins: profiles.profiles)
        let stations = folder.yamlNames(in: "stations", isRequired: true).compactMap { name in
            folder.document("stations/\(name).yaml").flatMap {
                reader.read($0, expectedCode: name, declarations: &codes)
            }
        }
        let hospitals = readHospitals(in: folder)
        let funding = FundingFolderReader(folder: folder, district: draft).read(packages: profiles.knownPackages)
        guard log.mistakes.isEmpty, let district = draft.district, let funding else {
            throw ConfigurationMistakes(log.mistakes)
        }
        let data = profiles.profiles.values.compactMap(\.data)
        return DistrictConfiguration(
            district: district, stations: stations.sorted { $0.code < $1.code },
            hospitals: hospitals.sorted { $0.code < $1.code }, instruments: profiles.instruments,
            profiles: Dictionary(data.map { ($0.manifest.id, $0) }) { first, _ in first }, funding: funding)
    }

    /// Reads what one station needs: the district, its own file, the instruments and the plugin data of its own
    /// profile. Mistakes in other stations' and other profiles' files don't matter to it.
    ///
    /// - Throws: ``ConfigurationMistakes`` with every mistake found in those files.
    public static func readStation(
        _ code: StationCode, config: URL, plugins: URL
    ) throws(ConfigurationMistakes) -> StationInstallation {
        let log = MistakeLog()
        let folder = ConfigurationFolder(config, log: log)
        let draft = readDistrict(in: folder)
        let document = folder.document("stations/\(code).yaml")
        var profiles = ProfileFolderReader(folder: ConfigurationFolder(plugins, log: log), district: draft)
        profiles.readInstruments()
        let names = profiles.profileFolders()
        let profile =
            document?.isMapping == true
            ? document?.entries().first { $0.key.writtenText == "profile" }?.value.writtenText : nil
        if let profile, names.contains(profile) { profiles.readProfile(profile) }
        profiles.assumeProfiles(names)
        var codes = Declarations(what: LocalizedText(zh: "站点", en: "station"))
        let reader = StationReader(district: draft, profiles: profiles.profileCodes, plugins: profiles.profiles)
        let station = document.flatMap { reader.read($0, expectedCode: code.rawValue, declarations: &codes) }
        guard log.mistakes.isEmpty, let district = draft.district, let station,
            let plugin = profiles.profiles[station.profile.rawValue]?.data
        else { throw ConfigurationMistakes(log.mistakes) }
        return StationInstallation(district: district, station: station, plugin: plugin)
    }

    /// Reads the keys whose plugins the district runs; none when there is no `plugin-keys.yaml`.
    ///
    /// - Throws: ``ConfigurationMistakes`` with every mistake found in that file.
    public static func readPluginKeys(config: URL) throws(ConfigurationMistakes) -> [TrustedPluginKey] {
        guard FileManager.default.fileExists(atPath: config.appending(path: TrustedPluginKeyReader.file).path) else {
            return []
        }
        let log = MistakeLog()
        let keys = ConfigurationFolder(config, log: log).document(TrustedPluginKeyReader.file)
            .map(TrustedPluginKeyReader.read)
        guard log.mistakes.isEmpty else { throw ConfigurationMistakes(log.mistakes) }
        return keys ?? []
    }

    /// A district may have no partner hospital yet.
    static func readHospitals(in folder: ConfigurationFolder) -> [HospitalConfiguration] {
        var codes = Declarations(what: LocalizedText(zh: "医院", en: "hospital"))
        return folder.yamlNames(in: "hospitals", isRequired: false).compactMap { name in
            folder.document("hospitals/\(name).yaml").flatMap {
                HospitalReader.read($0, expectedCode: name, declarations: &codes)
            }
        }
    }

    static func readDistrict(in folder: ConfigurationFolder) -> DistrictDraft {
        let file = "subdistricts.csv"
        let table = SubdistrictTable(file: folder.place(file).file, log: folder.log)
        let subdistricts = folder.text(file).map(table.read)
        var draft = DistrictReader(subdistricts: subdistricts).read(folder.document("district.yaml"))
        if let document = folder.document("funding/lines.yaml") {
            let (lines, codes) = FundingLinesReader().read(document)
            draft.fundingLines = codes
            draft.lines = lines
            draft.district?.fundingLines = lines.map(\.summary)
        }
        return draft
    }
}
