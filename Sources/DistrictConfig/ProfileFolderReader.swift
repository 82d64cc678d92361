import HubModel
import PluginKit

/// Reads the plugins folder: the shared instruments, and of each profile its manifest, packages, activities and rules.
struct ProfileFolderReader {
    static let instrumentsFolder = "instruments"

    let folder: ConfigurationFolder
    let district: DistrictDraft
    /// The folder of the instruments' files when they are not beside the profiles.
    var instrumentsElsewhere: ConfigurationFolder?

    private(set) var instruments: [Instrument] = []
    private(set) var instrumentCodes = Declarations(what: LocalizedText(zh: "量表", en: "instrument"))
    private(set) var profileCodes = Declarations(what: LocalizedText(zh: "定位（插件）", en: "profile (plugin)"))
    private(set) var profiles: [String: PluginDraft] = [:]
    private var modules = Declarations(what: LocalizedText(zh: "模块", en: "module"))
    // Facts name a package or an activity by its code alone, so codes are unique over all profiles.
    private var packageCodes = Declarations(what: LocalizedText(zh: "服务包", en: "service package"))
    private var activityCodes = Declarations(what: LocalizedText(zh: "活动", en: "activity"))

    init(folder: ConfigurationFolder, district: DistrictDraft) {
        self.folder = folder
        self.district = district
    }

    /// The packages of all profiles that were read.
    var knownPackages: KnownPackages { KnownPackages(profiles.values.flatMap(\.packages), codes: packageDeclarations) }

    private var packageDeclarations: Declarations {
        var codes = Declarations(what: packageCodes.what)
        for draft in profiles.values {
            for (code, place) in draft.packageCodes.places { codes.assume(code, at: place) }
        }
        return codes
    }

    /// The folders that hold a profile each.
    func profileFolders() -> [String] {
        folder.folders().filter { $0 != Self.instrumentsFolder }
    }

    mutating func readInstruments() {
        let folder = instrumentsElsewhere ?? folder
        let place = instrumentsElsewhere == nil ? Self.instrumentsFolder : ""
        for name in folder.yamlNames(in: place, isRequired: true) {
            let path = place.isEmpty ? "\(name).yaml" : "\(place)/\(name).yaml"
            let known = instrumentCodes.codes.count
            if let value = folder.document(path) {
                let instrument = InstrumentReader().read(value, expectedCode: name, declarations: &instrumentCodes)
                if let instrument { instruments.append(instrument) }
            }
            if instrumentCodes.codes.count == known {
                instrumentCodes.assume(name.uppercased(), at: folder.place(path))
            }
        }
        instruments.sort { $0.code < $1.code }
    }

    /// Reads one profile. Call after ``readInstruments()``.
    mutating func readProfile(_ name: String) {
        var reading = ManifestReader.Reading()
        if let value = folder.document("\(name)/plugin.yaml") {
            let reader = ManifestReader(instruments: instrumentCodes)
            reading = reader.read(value, folder: name, plugins: &profileCodes, modules: &modules)
        }
        var draft = PluginDraft(
            packageCodes: Declarations(what: packageCodes.what), activityCodes: Declarations(what: activityCodes.what))
        readPackages(of: name, into: &draft)
        readActivities(of: name, into: &draft)
        let rules = readRules(of: name, instruments: reading.instruments, activities: draft.activityCodes)
        if let manifest = reading.manifest {
            draft.data = PluginData(
                manifest: manifest, instruments: instruments.filter { manifest.instruments.contains($0.code) },
                packages: draft.packages, activities: draft.activities, thresholds: reading.thresholds,
                followUps: rules.followUps, counselling: rules.counselling, outreach: rules.outreach.rules,
                quietHours: rules.outreach.quietHours, rituals: rules.rituals, indicators: rules.indicators.rules,
                commitments: rules.indicators.commitments)
        }
        profiles[name] = draft
        profileCodes.assume(name, at: folder.place("\(name)/plugin.yaml"))
    }

    /// Makes the names of profiles known that are not read.
    mutating func assumeProfiles(_ names: [String]) {
        for name in names { profileCodes.assume(name, at: folder.place("\(name)/plugin.yaml")) }
    }

    private mutating func readPackages(of profile: String, into draft: inout PluginDraft) {
        for name in folder.yamlNames(in: "\(profile)/packages", isRequired: false) {
            let path = "\(profile)/packages/\(name).yaml"
            let known = packageCodes.places
            if let value = folder.document(path) {
                let reader = PackageReader(district: district)
                let package = reader.read(value, expectedCode: name, declarations: &packageCodes)
                if let package { draft.packages.append(package) }
            }
            let new = packageCodes.places.filter { known[$0.key] == nil }
            for (code, place) in new { draft.packageCodes.assume(code, at: place) }
            if new.isEmpty { draft.packageCodes.assume(name, at: folder.place(path)) }
        }
    }

    private mutating func readActivities(of profile: String, into draft: inout PluginDraft) {
        for name in folder.yamlNames(in: "\(profile)/activities", isRequired: false) {
            let path = "\(profile)/activities/\(name).yaml"
            let known = activityCodes.places
            if let value = folder.document(path) {
                let reader = ActivityReader(district: district)
                let activity = reader.read(value, expectedCode: name, declarations: &activityCodes)
                if let activity { draft.activities.append(activity) }
            }
            let new = activityCodes.places.filter { known[$0.key] == nil }
            for (code, place) in new { draft.activityCodes.assume(code, at: place) }
            if new.isEmpty { draft.activityCodes.assume(name, at: folder.place(path)) }
        }
    }
}
