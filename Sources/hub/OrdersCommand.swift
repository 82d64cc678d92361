import ArgumentParser
import Configuration
import DistrictConfig
import HubModel
import HubRuntime
import Protection

struct OrdersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "服务点单 / Service orders.", subcommands: [Rebuild.self])

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "由站点记录重新得出点单状态 / Derives where orders stand again from the facts.",
            discussion: "更正记录的读法后执行 / After what facts mean was corrected.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        func run() async throws {
            let reader = try await settings.reader()
            let (keys, rules) = (try reader.keys(), try configuration.read().factRules)
            try await reader.withDatabase { database in
                let rebuild = RebuildOrders(database: database, rules: rules, keys: keys)
                for station in try await RebuildResidents(database: database, rules: rules, keys: keys).stations() {
                    let count = try await rebuild(station)
                    Output.line("\(station) \(count) 份点单 / \(count) orders")
                }
            }
        }
    }
}
