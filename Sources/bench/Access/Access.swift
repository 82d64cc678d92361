import ArgumentParser

struct Access: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "行级安全、加密与审计的代价 / What row-level security, encryption and the audit trail cost.")

    @OptionGroup var options: RoundsOption

    @Option(help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录 / The folder of the plugins' data.")
    var plugins = "Plugins"

    @Option(parsing: .upToNextOption, help: "只测这些 / Only these figures: rls_query, audit_ingest.")
    var only: [String] = []

    func run() async throws {
        let bench = try AccessBench(rounds: options.rounds, config: config, plugins: plugins)
        try await bench.run(figures: only.isEmpty ? ["rls_query", "audit_ingest"] : only)
    }
}
