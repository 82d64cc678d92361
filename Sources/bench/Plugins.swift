import ArgumentParser

struct Plugins: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "插件的快慢与隔离 / What plugins' own processes cost, and what they keep from the hub.")

    @OptionGroup var options: RoundsOption

    @Option(help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录 / The folder of the plugins' data.")
    var plugins = "Plugins"

    @Option(parsing: .upToNextOption, help: "只测这些 / Only these figures: call, throughput, isolation.")
    var only: [String] = []

    func run() async throws {
        let bench = try PluginBench(rounds: options.rounds, config: config, plugins: plugins)
        try await bench.run(figures: only.isEmpty ? PluginBench.figures : only)
    }
}
