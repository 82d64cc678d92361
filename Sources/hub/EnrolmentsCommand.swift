import ArgumentParser
import Configuration
import DistrictConfig
import HubModel
import HubRuntime
import Protection

struct EnrolmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrolments", abstract: "服务包签约 / Enrolments in service packages.", subcommands: [Rebuild.self])

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "由站点记录重新得出签约状态 / Derives the standing of enrolments again from the stations' facts.",
            discussion: "更正记录的读法后执行 / After what facts mean was corrected.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        func run() async throws {
            let reader = try await settings.reader()
            let (keys, rules) = (try reader.keys(), try configuration.read().factRules)
            try await reader.withDatabase { database in
                let rebuild = RebuildEnrolments(database: database, rules: rules, keys: keys)
                for station in try await RebuildResidents(database: database, rules: rules, keys: keys).stations() {
                    let count = try await rebuild(station)
                    Output.line("\(station) \(count) 份签约 / \(count) enrolments")
                }
            }
        }
    }
}
