import ArgumentParser
import DemoWorkload
import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import PluginKit
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
            let moves = district.funding.lines.map { line -> [(move: MoveBudget.Move, fen: Int64)] in
                let targets = district.stations.filter { station in
                    district.packages(of: station).contains { $0.fundingLine == line.code }
                }.compactMap { BudgetLine(fundingLine: line.code, year: year, station: $0.code) }
                guard let whole = BudgetLine(fundingLine: line.code, year: year), !targets.isEmpty else { return [] }
                return [(.appropriate(whole, document: "示例〔\(year)〕1 号"), fen * Int64(targets.count))]
                    + targets.map { (.allocate(from: whole, to: $0), fen) }
            }
            try await settings.reader().withDatabase { database in
                try await FundingDesk(database: database) { context }.move(moves.flatMap(\.self), at: now)
            }
            // Of each line's moves, all but the first give a station its budget.
            Output.line("\(moves.reduce(0) { $0 + max(0, $1.count - 1) })")
        }
    }
}
