import ArgumentParser

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
