import ArgumentParser

struct Driver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "数据库驱动对比 pgbench 与 psql / The database driver beside pgbench and psql.")

    @OptionGroup var options: RoundsOption

    func run() async throws {
        try await DriverBench.run(rounds: options.rounds)
    }
}
