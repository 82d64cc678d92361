import ArgumentParser
import HubModel
import StationNode

struct EnrolCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol", abstract: "Register the station's key at the hub with a one-time code.",
        discussion: "Without --code the one that init kept is used. The same code works again on the same machine.")

    @OptionGroup var options: BookOptions
    @OptionGroup var codeOptions: CodeOptions
    @OptionGroup var hubOptions: HubOptions

    func run() async throws {
        let book = try options.open()
        let keys = try options.keys()
        guard let code = try codeOptions.read() ?? keys.keptCode() else {
            throw ValidationError("请用 --code 或 --code-file 给出登记码 / give the enrolment code with --code or --code-file")
        }
        try keys.currentOrNew()
        try keys.keep(code)
        let settings = try await options.settings([.hub: hubOptions.hub])
        try await settings.withTransport { try await Self.finish(book.station, keys, $0) }
    }

    /// Registers with the code that was kept. A hub that can't be reached is no failure: the code stays kept.
    static func finish(_ station: StationCode, _ keys: StationKeys, _ transport: HTTPSyncTransport) async throws {
        do {
            _ = try await StationEnrolment(station: station, transport: transport, keys: keys).finish()
            print("密钥已登记 / the key is registered")
        } catch let trouble as SyncTrouble {
            guard trouble.retry != .rarely else { throw CommandFailure("\(trouble.words.zh)\n\(trouble.words.en)") }
            print(
                """
                \(trouble.words.zh)
                \(trouble.words.en)
                登记码已保存，sync 或 run 联网后自动完成登记 / the code is kept; sync and run will register the key
                """)
        }
    }
}

extension StationSettings {
    /// Opens a way to the hub for one command.
    func withTransport(_ body: (HTTPSyncTransport) async throws -> Void) async throws {
        let transport = try HTTPSyncTransport(hub: try hub())
        do {
            try await body(transport)
        } catch {
            try await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
    }
}
