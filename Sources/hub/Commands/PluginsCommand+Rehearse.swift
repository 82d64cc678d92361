import ArgumentParser
import Catalogue
import Directory
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PluginKit
import Protection

extension PluginsCommand {
    struct Rehearse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rehearse",
            abstract:
                "预演插件新版本对各站的影响，不作任何改动 / Says what a plugin's new version would do to each station; changes nothing.",
            discussion: "有站点受阻时退出码为 1 / The exit status is 1 when a station could not go on as it is.")

        @OptionGroup var settings: SettingsOptions

        @Argument(help: "新版本的源目录 / The folder of the new version.")
        var folder: String

        @OptionGroup var configuration: ConfigurationOptions

        @Option(
            help:
                "新版本的量表目录（默认取自插件包或插件目录）/ The new version's instruments; those of the bundle or of the plugins folder when left out."
        )
        var instruments: String?

        @Flag(
            help:
                "不连接数据库，只看配置文件，不看在约情况 / Without the database: what the configuration's files say, and no running enrolments."
        )
        var withoutDatabase = false

        func run() async throws {
            let files =
                try configuration.holdsSources
                ? configuration.read() : configuration.read(with: configuration.installedPlugins())
            let new = try printingMistakes {
                try ConfigurationReader.readPlugin(
                    URL(fileURLWithPath: folder),
                    instruments: URL(fileURLWithPath: instruments ?? Self.instruments(of: folder, configuration)),
                    config: URL(fileURLWithPath: configuration.config))
            }
            guard files.profiles[new.manifest.id] != nil else {
                throw ValidationError(
                    "本区没有使用插件 \(new.manifest.id)，无需预演 / the district does not use the plugin \(new.manifest.id): nothing to rehearse"
                )
            }
            let (current, enrolments) = try await running(files, new.manifest.id)
            let rehearsals = rehearsals(current, new, enrolments)
            for rehearsal in rehearsals { for line in rehearsal.lines { Output.line(line) } }
            if rehearsals.contains(where: \.breaksSomething) { throw ExitCode(1) }
        }

        /// A bundle brings its own.
        private static func instruments(of folder: String, _ configuration: ConfigurationOptions) -> String {
            FileManager.default.fileExists(atPath: "\(folder)/bundle.json")
                ? "\(folder)/instruments" : "\(configuration.plugins)/instruments"
        }

        /// The district as it is in force, and what runs.
        private func running(
            _ files: DistrictConfiguration, _ profile: ProfileCode
        ) async throws -> (DistrictConfiguration, [RunningEnrolments]) {
            guard !withoutDatabase else { return (files, []) }
            return try await settings.reader().withDatabase { database in
                let offers = try await ReadOffers(database: database).inForce(as: .district, at: Date())
                return (files.offering(offers), try await ReadRunningEnrolments(database: database)(of: profile))
            }
        }

        /// One for each version in use; where no station uses any, from the newest one.
        private func rehearsals(
            _ current: DistrictConfiguration, _ new: PluginData, _ enrolments: [RunningEnrolments]
        ) -> [Rehearsal] {
            let versions = current.versions(of: new.manifest.id)
            let rehearsals = versions.map { old in
                let users = current.stations.filter { $0.profile == new.manifest.id && current.plugin(of: $0) == old }
                return RehearsePlugin(district: current.district, from: old, to: new)(users, enrolments: enrolments)
            }
            let used = rehearsals.filter { !$0.stations.isEmpty }
            return used.isEmpty ? Array(rehearsals.prefix(1)) : used
        }
    }
}

extension Rehearsal {
    /// For people, with tabs between what belongs in columns: differences first, then each station.
    fileprivate var lines: [String] {
        let isSameVersion = from == to && !differences.isEmpty
        let title =
            "\(profile) \(from) → \(to)"
            + (isSameVersion ? "  请提高 plugin.yaml 中的 version / raise version in plugin.yaml" : "")
        let differences = differences.map { difference in
            let details = difference.details.map { "\($0.zh) / \($0.en)" }.joined(separator: "; ")
            return [difference.part.rawValue, difference.code, difference.change.rawValue, details]
                .joined(separator: "\t")
        }
        let stations = stations.flatMap { impact in
            impact.effects.isEmpty
                ? ["\(impact.station)\t无影响 / nothing changes"]
                : impact.effects.map {
                    "\(impact.station)\t\($0.gravity.rawValue)\t\($0.subject)\t\($0.text.zh) / \($0.text.en)"
                }
        }
        return [title] + differences + stations
    }
}
