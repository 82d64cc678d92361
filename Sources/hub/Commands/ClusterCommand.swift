import ArgumentParser
import Configuration
import HubStore
import Logging
import ServiceLifecycle
import UnixSignals

struct ClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "私有 PostgreSQL（演示与测试用）/ A private PostgreSQL for demonstrations and tests.",
        subcommands: [Run.self, Start.self, Stop.self])

    struct Options: ParsableArguments {
        @OptionGroup var settings: SettingsOptions

        @Argument(help: "数据目录 / The folder of the cluster.")
        var folder: String

        func cluster() async throws -> PrivateCluster {
            let reader = try await settings.reader()
            return PrivateCluster(.init(folder: folder), logger: try reader.logger(label: "xinlian-hub"))
        }
    }

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "启动并保持到中断 / Starts it and keeps it up until interrupted.")

        @OptionGroup var options: Options

        func run() async throws {
            let cluster = try await options.cluster()
            try await cluster.start()
            Output.line(ClusterCommand.url(of: cluster))
            let group = ServiceGroup(
                configuration: .init(
                    services: [.init(service: cluster)], gracefulShutdownSignals: [.sigterm, .sigint],
                    logger: Logger(label: "xinlian-hub")))
            try await group.run()
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "启动并显示地址 / Starts it in the background and prints its URL.")

        @OptionGroup var options: Options

        func run() async throws {
            let cluster = try await options.cluster()
            try await cluster.start()
            Output.line(ClusterCommand.url(of: cluster))
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "stop", abstract: "停止 / Stops it.")

        @OptionGroup var options: Options

        func run() async throws {
            try await options.cluster().stop()
        }
    }

    /// The URL of the hub's database on a private cluster; its administrator signs in through the private socket folder.
    private static func url(of cluster: PrivateCluster) -> String {
        "postgres://\(PrivateCluster.superuser)@/xinlian?host=\(cluster.socketFolder)"
    }
}
