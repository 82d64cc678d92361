import HubModel
public import PluginKit

/// Plugin data like that of the profiles' own files.
public enum PluginFixture {
    public static func elderlyGuardian(version: String = "1.0.0") -> PluginData? {
        data(
            id: "elderly-guardian", module: "ElderlyGuardian", version: version,
            instruments: [.phq9, .gds15, .sis6, .ucla3])
    }

    public static func parentChildPartner(version: String = "1.0.0") -> PluginData? {
        data(
            id: "parent-child-partner", module: "ParentChildPartner", version: version,
            instruments: [.phq9, .phqA, .epds])
    }

    public static func communityHub(version: String = "1.0.0") -> PluginData? {
        data(
            id: "community-hub", module: "CommunityHub", version: version, instruments: [.phq9, .gad7, .ucla3])
    }

    /// Nil when `id` is not a profile code.
    public static func data(
        id: String, module: String, version: String = "1.0.0", instruments: [Instrument] = [.phq9]
    ) -> PluginData? {
        guard let id = ProfileCode(rawValue: id) else { return nil }
        return PluginData(
            manifest: PluginManifest(
                id: id, version: version, apiVersion: PluginAPI.version, module: module,
                title: LocalizedText(zh: module, en: module), summary: LocalizedText(zh: "", en: ""),
                instruments: instruments.map(\.code)),
            instruments: instruments, packages: [], activities: [], thresholds: thresholds)
    }

    public static let thresholds = [
        "phq9.selfHelp": 5, "phq9.station": 10, "phq9.referWhenImpaired": 15, "phq9.refer": 20,
        "gds15.station": 5, "gds15.refer": 12, "epds.support": 10, "epds.refer": 13,
        "gad7.selfHelp": 5, "gad7.station": 10, "gad7.refer": 15,
        "phqa.selfHelp": 5, "phqa.station": 10, "phqa.referWhenImpaired": 15, "phqa.refer": 20,
        "pss10.selfHelp": 14, "pss10.station": 27, "sis6.refer": 2, "ucla3.selfHelp": 6, "ucla3.station": 8,
    ]
}
