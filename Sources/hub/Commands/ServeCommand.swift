import ArgumentParser
import Configuration
import Foundation
import HubHTTP
import HubRuntime
import Hummingbird
import Logging
import Metrics
import PrometheusMetrics
import Protection
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "启动枢纽：接收站点同步，提供页面与接口 / Serves stations, pages and the API.")

    @OptionGroup var settings: SettingsOptions
    @OptionGroup var configuration: ConfigurationOptions

    @Option(help: "端口（XINLIAN_HTTP_PORT，默认 8080）/ The port.")
    var port: Int?

    @Option(help: "监听地址（默认 127.0.0.1）/ The address to listen on.")
    var host: String?

    @Flag(help: "开发或演示：仅限本机，不要求 TLS / For development and demonstrations: this machine only, no TLS needed.")
    var development = false

    @Option(help: "仅开发：未签名插件的动态库目录（默认与程序同目录）/ For development: the folder of unsigned plugins' libraries.")
    var libraries: String?

    @Option(
        help:
            "存放核验后插件副本的目录（XINLIAN_PLUGINS_COPIES，默认临时目录；不能是 noexec）/ The folder for verified copies of plugins, not mounted noexec."
    )
    var pluginCopies: String?

    func run() async throws {
        var flags: [String: ConfigValue] = [:]
        flags["http.port"] = port.map { ConfigValue(.int($0), isSecret: false) }
        flags["http.host"] = host.map { ConfigValue(.string($0), isSecret: false) }
        flags["plugins.copies"] = pluginCopies.map { ConfigValue(.string($0), isSecret: false) }
        let reader = try await settings.reader(flags: flags)
        let deployment = try reader.deployment(isDevelopment: development)
        let metrics = PrometheusRegistry()
        MetricsSystem.bootstrap(metrics)
        let logger = try reader.logger(label: "xinlian-hub")
        let keys = try reader.keys()
        let installed =
            development ? nil : try configuration.installedPlugins(copies: reader.string(forKey: "plugins.copies"))
        let hub = try await Hub(
            configuration: try installed.map(configuration.read(with:)) ?? configuration.read(),
            connections: try reader.connections(), keys: keys,
            plugins: installed.map(PluginSource.installed)
                ?? .unsigned(libraries: libraries.map { URL(fileURLWithPath: $0) }),
            accounts: try reader.accounts(), audit: try audit(reader, logger),
            isolation: try reader.pluginIsolation(), logger: logger)
        try await FirstDirector.create(hub.identity, address: deployment.address)
        let assets = URL(fileURLWithPath: reader.string(forKey: "http.assets", default: "/usr/share/javascript"))
        let application = try await HubApplication(
            hub: hub, assets: assets, metrics: metrics, settings: deployment.settings)
        let server = try application.server(
            host: deployment.host, port: deployment.port, tls: deployment.tls, logger: logger)
        // Stopped in reverse: first no new requests, then the workers, the pools last.
        let group = ServiceGroup(
            configuration: .init(
                services: hub.services.map { .init(service: $0) } + [.init(service: server)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    private func audit(_ reader: ConfigReader, _ logger: Logger) throws -> AuditKeeping {
        let signer = try reader.auditSigner()
        let anchors = reader.auditAnchors()
        if anchors == nil {
            logger.warning(
                "checkpoints of the audit trail stand in the database only; name a file with XINLIAN_AUDIT_ANCHORS")
        }
        return AuditKeeping(signer: signer, anchors: anchors, retention: try reader.auditRetention())
    }
}
