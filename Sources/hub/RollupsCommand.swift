import ArgumentParser
import Configuration
import Directory
import DistrictConfig
import Foundation
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
            let district = try configuration.read()
            let timeZone = TimeZone(identifier: district.district.timeZone) ?? .gmt
            let rules = FactRules(instruments: district.instruments, timeZone: timeZone)
            let differences = try await reader.withDatabase { database in
                var differences: [RecountRollups.Difference] = []
                for station in try await ListStations(database: database)(as: .district) {
                    differences += try await RecountRollups(database: database, rules: rules)(station.code)
                }
                return differences
            }
            for difference in differences {
                let key = difference.key
                Output.error(
                    "\(difference.station) \(key.day) \(key.indicator.rawValue) \(key.dimension): "
                        + "汇总 \(difference.stored)，重计 \(difference.recounted) / stored \(difference.stored), recounted \(difference.recounted)"
                )
            }
            guard differences.isEmpty else { throw ExitCode(1) }
            Output.line("汇总与重计一致 / the roll-ups equal the recount")
        }
    }
}
