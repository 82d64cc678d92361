import ArgumentParser
import Configuration
import Directory
import DistrictConfig
import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Protection
import Services

struct RollupsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollups", abstract: "汇总 / The roll-ups.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "从事实重新计数并比对汇总 / Counts again from the facts and compares.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        func run() async throws {
            let reader = try await settings.reader()
            let keys = try reader.keys()
            let rules = try configuration.read().factRules
            let recounts = try await reader.withDatabase { database in
                var recounts: [(station: StationCode, result: RecountRollups.Result)] = []
                for station in try await ListStations(database: database)(as: .district) {
                    let result = try await RecountRollups(database: database, rules: rules, keys: keys)(
                        station.code)
                    recounts.append((station.code, result))
                }
                return recounts
            }
            for (station, result) in recounts where !result.unreadable.isEmpty {
                let places = result.unreadable.prefix(5).map { "\($0.epoch)/\($0.seq)" }.joined(separator: ", ")
                Output.error(
                    "\(station): \(result.unreadable.count) 条已计入的记录按现有配置无法读取（\(places)…），请恢复所用量表版本 / "
                        + "\(result.unreadable.count) facts that were counted can't be read under this configuration (\(places)…); "
                        + "put the version of their instrument back")
            }
            let differences = recounts.flatMap(\.result.differences)
            for difference in differences {
                let key = difference.key
                Output.error(
                    "\(difference.station) \(key.day) \(key.indicator.rawValue) \(key.dimension): "
                        + "汇总 \(difference.stored)，重计 \(difference.recounted) / stored \(difference.stored), recounted \(difference.recounted)"
                )
            }
            guard differences.isEmpty else { throw ExitCode(1) }
            let erased = recounts.reduce(0) { $0 + $1.result.erased.count }
            if erased > 0 {
                Output.line(
                    "\(erased) 条记录已按要求删除，其计数保留在汇总中 / \(erased) facts were erased; what they counted for stays")
            }
            Output.line("汇总与重计一致 / the roll-ups equal the recount")
        }
    }
}
