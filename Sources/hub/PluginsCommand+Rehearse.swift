import ArgumentParser
import Catalogue
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PluginKit

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

        @Option(help: "新版本的量表目录（默认取自插件目录）/ The new version's instruments; those of the plugins folder when left out.")
        var instruments: String?

        @Flag(help: "不连接数据库，不看在约情况 / Without the database, and so without running enrolments.")
        var withoutDatabase = false

        func run() async throws {
            let current = try configuration.read()
            let new = try configuration.printingMistakes {
                try ConfigurationReader.readPlugin(
                    URL(fileURLWithPath: folder),
                    instruments: URL(fileURLWithPath: instruments ?? "\(configuration.plugins)/instruments"),
                    config: URL(fileURLWithPath: configuration.config))
            }
            guard let old = current.profiles[new.manifest.id] else {
                throw ValidationError(
                    "本区没有使用插件 \(new.manifest.id)，无需预演 / the district does not use the plugin \(new.manifest.id): nothing to rehearse"
                )
            }
            let enrolments = try await runningEnrolments(of: new.manifest.id)
            let rehearsal = RehearsePlugin(district: current.district, from: old, to: new)(
                current.stations, enrolments: enrolments)
            for line in rehearsal.lines { Output.line(line) }
            if rehearsal.breaksSomething { throw ExitCode(1) }
        }

        private func runningEnrolments(of profile: ProfileCode) async throws -> [RunningEnrolments] {
            guard !withoutDatabase else { return [] }
            return try await settings.reader().withDatabase { database in
                try await ReadRunningEnrolments(database: database)(of: profile)
            }
        }
    }
}

extension Rehearsal {
    /// For people, with tabs between what belongs in columns: differences first, then each station.
    fileprivate var lines: [String] {
        let title = "\(profile) \(from) → \(to)"
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
