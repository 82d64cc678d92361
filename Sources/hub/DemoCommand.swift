import ArgumentParser
import DemoWorkload
import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import PluginKit
import Postgres
import Protection

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "演示 / Demonstrations.", subcommands: [Plan.self, Budget.self])

    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan",
            abstract: "把量表文件分配到各站并生成其他业务，供各站导入 / Writes what each station is to import.")

        @OptionGroup var configuration: ConfigurationOptions

        @Option(help: "量表文件 / The file of screening answers.")
        var screenings: String

        @Option(help: "输出目录 / The folder to write to.")
        var output: String

        @Option(help: "随机种子 / The seed.")
        var seed: UInt64 = 20_260_301

        func run() throws {
            let plan = try DemoPlan(
                configuration: try configuration.read(), screenings: URL(fileURLWithPath: screenings), seed: seed,
                end: Date())
            Output.line("\(try plan.write(to: URL(fileURLWithPath: output)))")
        }
    }

    struct Budget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "budget",
            abstract: "给各站下达今年的指标 / Gives every station a budget for this year, once.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions

        @Option(help: "每站每项资金（元） / Yuan for each station and funding line.")
        var yuan: Int64 = 20_000

        func validate() throws {
            guard (1...1_000_000_000).contains(yuan) else { throw ValidationError("金额无效 / no such amount") }
        }

        func run() async throws {
            let (district, now) = (try configuration.read(), Date())
            let (context, fen) = (district.fundingContext, yuan * 100)
            let year = Int(context.day(now).year)
            let given = try await settings.reader().withDatabase { database in
                try await database.withTransaction(as: .district) { connection in
                    var given = 0
                    for line in district.funding.lines {
                        let stations = district.stations.filter { station in
                            district.packages(of: station).contains { $0.fundingLine == line.code }
                        }
                        guard let whole = BudgetLine(fundingLine: line.code, year: year), !stations.isEmpty else {
                            continue
                        }
                        let move = MoveBudget(context: context, at: now)
                        try await move(
                            .appropriate(whole, document: "示例〔\(year)〕1 号"), fen: fen * Int64(stations.count),
                            id: UUID(version7At: now), by: nil, on: connection)
                        for station in stations {
                            guard let target = BudgetLine(fundingLine: line.code, year: year, station: station.code)
                            else { continue }
                            try await move(
                                .allocate(from: whole, to: target), fen: fen, id: UUID(version7At: now), by: nil,
                                on: connection)
                            given += 1
                        }
                    }
                    return given
                }
            }
            Output.line("\(given)")
        }
    }
}
