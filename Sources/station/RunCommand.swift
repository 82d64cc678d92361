import ArgumentParser
import Logging
import ServiceLifecycle
import StationNode
import UnixSignals

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Synchronise until stopped, and import what appears in a folder.")

    @OptionGroup var options: BookOptions
    @OptionGroup var hubOptions: HubOptions

    @Option(name: .customLong("import"), help: "A folder whose CSV files are imported.")
    var importFolder: String?

    @Option(help: "Seconds between two synchronisations that went well; 30 unless said otherwise.")
    var interval: String?

    @Option(name: .customLong("max-backoff"), help: "The longest wait in seconds while the hub is away; 300.")
    var maxBackoff: String?

    @Option(help: "Rows imported a second, for a demonstration.")
    var pace: String?

    func run() async throws {
        let book = try options.open()
        var settings = try await options.settings([
            .hub: hubOptions.hub, .importFolder: importFolder, .intervalSeconds: interval,
            .maxBackoffSeconds: maxBackoff, .pace: pace,
        ])
        settings.defaultLogLevel = .info
        let logger = settings.logger
        let transport = try HTTPSyncTransport(hub: try settings.hub())
        let keys = try options.keys()
        let client = SyncClient(
            book: book, transport: transport, keys: keys,
            backoff: Backoff(capSeconds: try settings.seconds(.maxBackoffSeconds, default: 300)), logger: logger)
        var services: [any Service] = [
            SyncService(
                client: client, keys: keys, book: book,
                intervalSeconds: try settings.seconds(.intervalSeconds, default: 30),
                logger: logger)
        ]
        if let folder = settings.folder(.importFolder) {
            _ = try settings.pace()
            services.append(
                ImportFolder(folder: folder, book: book, logger: logger) { [settings] in
                    try await settings.importing(into: book)
                })
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger)
        )
        try await group.run()
        try await transport.shutDown()
        try book.close()
    }
}
