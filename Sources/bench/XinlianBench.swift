import ArgumentParser

/// Measures the hub against what PostgreSQL does by itself on the same machine in the same minutes.
@main
struct XinlianBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xinlian-bench", abstract: "性能基准 / Benchmarks: one line a figure, ours over the reference's.",
        subcommands: [Driver.self, Ingest.self, Access.self, Plugins.self, LedgerFigures.self])
}

/// How much is measured.
struct RoundsOption: ParsableArguments {
    @Option(help: "每项轮数，至少 5 / Interleaved rounds of each figure; at least 5.")
    var rounds = 5

    func validate() throws {
        guard rounds >= 5 else { throw ValidationError("至少 5 轮 / at least 5 rounds") }
    }
}

struct Driver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "数据库驱动对比 pgbench 与 psql / The database driver beside pgbench and psql.")

    @OptionGroup var options: RoundsOption

    func run() async throws {
        try await DriverBench.run(rounds: options.rounds)
    }
}

struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "接收事实对比裸 COPY / Taking facts beside a bare COPY of the same rows.")

    @OptionGroup var options: RoundsOption

    @Option(help: "同时发送的站点数 / Stations that send at once.")
    var stations = 4

    @Option(help: "每站批数，每批 1000 条 / Batches a station and round, of 1,000 facts each.")
    var batches = 10

    @Option(help: "配置目录 / The folder of the configuration.")
    var config = "config"

    @Option(help: "插件目录 / The folder of the plugins' data.")
    var plugins = "Plugins"

    @Option(parsing: .upToNextOption, help: "只测这些 / Only these figures: database, end_to_end, replay.")
    var only: [String] = []

    func validate() throws {
        guard stations >= 1, batches >= 1 else { throw ValidationError("须为正数 / stations and batches are positive") }
    }

    func run() async throws {
        let bench = try await IngestBench(
            scale: .init(rounds: options.rounds, stations: stations, batches: batches), config: config, plugins: plugins
        )
        try await bench.run(figures: only.isEmpty ? ["database", "replay", "end_to_end"] : only)
    }
}

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
