import DistrictConfig
import HubModel
import PageKit
import PluginHost
import PluginKit

/// The plugins' versions with the stations that use them: every text is ready.
struct PluginListPage: PageModel {
    static let template = "plugins"

    struct Row: Sendable {
        let profile: String
        let code: String
        let version: String
        let stations: String
        let names: String
        let state: String
        let isInUse: Bool
        let rehearsals: [PageLink]
    }

    struct Refused: Sendable {
        let folder: String
        let plugin: String
        let reason: String
    }

    let frame: PageFrame
    let words: Words<PluginWords>
    var success: String?
    let rows: [Row]
    /// Stations that work by another version than was decided, since that one isn't there.
    let substituted: [String]
    let refused: [Refused]

    /// - Parameter canDecide: whether the reader may move stations.
    init(
        _ configuration: DistrictConfiguration, refused plugins: [RefusedPlugin], canDecide: Bool, frame: PageFrame,
        formats: Formats
    ) {
        let language = formats.language
        self.frame = frame
        words = Words(language)
        let profiles = configuration.profiles.keys.sorted()
        rows = profiles.flatMap { profile in
            let versions = configuration.versions(of: profile)
            return versions.map { plugin in
                Self.row(plugin, among: versions, configuration, canDecide: canDecide, formats)
            }
        }
        substituted = configuration.stations.compactMap { station in
            guard let decided = station.pluginVersion,
                let used = configuration.plugin(of: station)?.manifest.version, used != decided
            else { return nil }
            return PluginWords.substituted(language).replacing("{station}", with: station.name[language])
                .replacing("{decided}", with: decided).replacing("{used}", with: used)
        }
        refused = plugins.map {
            let plugin = [$0.id?.rawValue, $0.version].compactMap { $0 }.joined(separator: " ")
            return Refused(folder: $0.folder, plugin: plugin, reason: $0.reason.message[language])
        }
    }

    private static func row(
        _ plugin: PluginData, among versions: [PluginData], _ configuration: DistrictConfiguration, canDecide: Bool,
        _ formats: Formats
    ) -> Row {
        let (language, manifest) = (formats.language, plugin.manifest)
        func users(_ plugin: PluginData) -> [StationConfiguration] {
            configuration.stations.filter {
                $0.profile == manifest.id && configuration.plugin(of: $0)?.manifest.version == plugin.manifest.version
            }
        }
        let stations = users(plugin)
        let sources = versions.filter { $0.manifest.version != manifest.version && !users($0).isEmpty }
        return Row(
            profile: manifest.title[language], code: manifest.id.rawValue, version: manifest.version,
            stations: formats.number(Int64(stations.count)),
            names: stations.map { $0.name[language] }.joined(separator: language == .zh ? "、" : ", "),
            state: (stations.isEmpty ? PluginWords.installed : .inUse)(language), isInUse: !stations.isEmpty,
            rehearsals: !canDecide
                ? []
                : sources.map { source in
                    let (from, to) = (source.manifest.version, manifest.version)
                    return PageLink(
                        text: PluginWords.rehearse(language).replacing("{from}", with: from).replacing(
                            "{to}", with: to),
                        address: language.address(
                            "/administration/plugins/\(manifest.id)/rehearsal?from=\(from)&to=\(to)"))
                })
    }
}
