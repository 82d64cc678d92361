import ArgumentParser

/// Measures the hub against what PostgreSQL does by itself on the same machine in the same minutes.
@main
struct XinlianBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xinlian-bench", abstract: "性能基准 / Benchmarks: one line a figure, ours over the reference's.",
        subcommands: [Driver.self, Ingest.self, Access.self, Plugins.self, LedgerFigures.self])
}
