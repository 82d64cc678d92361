import ArgumentParser
import DistrictConfig
import Foundation
import Funding
import HubModel
import HubRuntime
import Postgres
import Protection
import Workbooks

struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget", abstract: "预算指标 / Budget lines.",
        subcommands: [Appropriate.self, Allocate.self, Show.self])

    /// A line of the district's, and an amount.
    struct LineOptions: ParsableArguments {
        @Option(help: "资金代码，见 config/funding/lines.yaml / The code of a line of config/funding/lines.yaml.")
        var line: String

        @Option(help: "预算年度 / The fiscal year.")
        var year: Int

        @Option(help: "金额（元，最多两位小数） / The amount in yuan, at most two decimals.")
        var yuan: String

        func district() throws -> BudgetLine {
            guard let district = BudgetLine(fundingLine: line, year: year) else {
                throw ValidationError("年度无效 / no such year")
            }
            return district
        }

        func fen() throws -> Int64 {
            guard let fen = YuanText.fen(yuan), fen > 0 else {
                throw ValidationError("金额应为正数，最多两位小数 / the amount is positive, with at most two decimals")
            }
            return fen
        }
    }

    struct Appropriate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "appropriate", abstract: "预算批复 / Gives a line of the district its money by a document.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions
        @OptionGroup var line: LineOptions

        @Option(help: "批复文号 / The number of the document.")
        var document: String

        func run() async throws {
            try await BudgetCommand.move(
                .appropriate(try line.district(), document: document), line, settings, configuration)
        }
    }

    struct Allocate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "allocate", abstract: "分解下达到站点 / Hands money of the district on to a station.")

        @OptionGroup var settings: SettingsOptions
        @OptionGroup var configuration: ConfigurationOptions
        @OptionGroup var line: LineOptions

        @Option(help: "站点代码 / The code of the station.")
        var station: String

        func run() async throws {
            let district = try configuration.read()
            guard let code = StationCode(rawValue: station), district.station(code) != nil,
                let target = BudgetLine(fundingLine: line.line, year: line.year, station: code)
            else { throw ValidationError("没有该站点 / no such station") }
            try await BudgetCommand.move(
                .allocate(from: try line.district(), to: target), line, settings, configuration)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "各指标的可用、占用、待支付与已支付 / How the lines stand, tab-separated.")

        @OptionGroup var settings: SettingsOptions

        @Option(help: "预算年度 / The fiscal year.")
        var year: Int

        func run() async throws {
            let year = year
            let standings = try await settings.reader().withDatabase { database in
                try await database.withTransaction(as: .district, readOnly: true) { connection in
                    try await ReadBudget()(year: year, on: connection)
                }
            }
            Output.line("line\tstation\ttotal\tavailable\treserved\taccepted\tpaid\trate")
            for standing in standings {
                let amounts = [
                    standing.total, standing.available, standing.reserved, standing.accepted, standing.paid,
                ].map { YuanText.exact(fen: $0) }
                let rate = standing.executionRate.map { "\(Int(($0 * 100).rounded()))%" } ?? "-"
                let names = [standing.line.fundingLine, standing.line.station?.rawValue ?? "-"]
                Output.line((names + amounts + [rate]).joined(separator: "\t"))
            }
        }
    }

    private static func move(
        _ move: MoveBudget.Move, _ line: LineOptions, _ settings: SettingsOptions,
        _ configuration: ConfigurationOptions
    ) async throws {
        let (context, fen, now) = (try configuration.read().fundingContext, try line.fen(), Date())
        do {
            try await settings.reader().withDatabase { database in
                try await FundingDesk(database: database) { context }.move([(move, fen)], at: now)
            }
        } catch let error as FundingError {
            throw ValidationError("\(error.words.zh) / \(error.words.en)")
        }
        Output.line("\(YuanText.exact(fen: fen))")
    }
}
