import ArgumentParser
import Configuration
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Identity
import Protection

struct ResidentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residents", abstract: "居民 / The residents.", subcommands: [Erase.self])

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "erase",
            abstract: "删除一名居民的资料，不可恢复，汇总数字不变 / Erases a resident for good; figures stay as they are.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        @Argument(help: "站点编码 / The station's code.")
        var station: String

        @Argument(help: "居民编号（UUID）/ The resident's id.")
        var resident: String

        @Option(help: "理由，记入审计记录，请勿写个人信息 / Why, for the audit trail; without personal data.")
        var reason: String?

        func run() async throws {
            guard let station = StationCode(rawValue: station), let id = UUID(uuidString: resident) else {
                throw ValidationError("请给出站点编码和居民编号 / give a station's code and a resident's id")
            }
            let reader = try await settings.reader()
            let request = ErasureRequest(
                source: RequestOrigin.commandLine.address, reason: reason, operatorName: RequestOrigin.commandOperator)
            let (keys, rules) = (try reader.keys(), try configuration.read().factRules)
            let outcome = try await reader.withDatabase { database in
                try await EraseSubject(database: database, rules: rules, keys: keys)(
                    ResidentID(rawValue: id), of: station, request: request)
            }
            if outcome.unreadable > 0 {
                Output.error(
                    "\(outcome.unreadable) 条记录按现有配置无法读取，rollups verify 会列出差异 / \(outcome.unreadable) facts could not be "
                        + "read under this configuration; rollups verify will show the difference")
            }
            Output.line("已删除，涉及 \(outcome.facts) 条记录 / erased; \(outcome.facts) facts were about the resident")
        }
    }
}
