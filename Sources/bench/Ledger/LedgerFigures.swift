import ArgumentParser

struct LedgerFigures: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "账本引擎对比裸数据库 / The ledger beside bare PostgreSQL on the same work.")

    @OptionGroup var options: RoundsOption

    @Option(help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录 / The folder of the plugins' data.")
    var plugins = "Plugins"

    @Option(parsing: .upToNextOption, help: "只测这些 / Only these figures: batch, hot, single, trial_balance.")
    var only: [String] = []

    func run() async throws {
        let bench = try LedgerBench(rounds: options.rounds, config: config, plugins: plugins)
        try await bench.run(figures: only.isEmpty ? LedgerBench.figures : only)
    }
}
