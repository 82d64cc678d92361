import ArgumentParser
import HubModel
import StationNode

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Send what the hub does not have and fetch what it changed, once.",
        discussion: "The exit status is 1 when hub and station could not agree; status says why.")

    @OptionGroup var options: BookOptions
    @OptionGroup var hubOptions: HubOptions

    func run() async throws {
        let book = try options.open()
        let settings = try await options.settings([.hub: hubOptions.hub])
        let transport = try HTTPSyncTransport(hub: try settings.hub())
        let client = SyncClient(
            book: book, transport: transport, keys: try options.keys(), logger: settings.logger)
        let outcome: Result<SyncClient.Summary, any Error>
        do { outcome = .success(try await client.synchronize()) } catch { outcome = .failure(error) }
        try await transport.shutDown()
        do {
            let summary = try outcome.get()
            print(
                """
                已送达 \(summary.acknowledged) 条，收到变更 \(summary.changes) 项 / \(summary.acknowledged) facts \
                acknowledged, \(summary.changes) changes applied
                """)
        } catch let trouble as SyncTrouble {
            let unsent = try await book.unsentCount()
            throw CommandFailure("\(unsent) 条未送达 / \(unsent) unsent\n\(trouble.words.zh)\n\(trouble.words.en)")
        }
    }
}
