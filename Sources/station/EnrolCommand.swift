import ArgumentParser
import FactLog
import Foundation
import HubModel
import StationNode

/// Where a one-time code comes from.
struct CodeOptions: ParsableArguments {
    @Option(help: "The enrolment code 登记码 from the district's operator.")
    var code: String?

    @Option(help: "A file with the code, - for the standard input, so that it does not stand in the list of processes.")
    var codeFile: String?

    /// Nil when none was given.
    func read() throws -> EnrolmentCode? {
        var text = code
        if let codeFile {
            guard code == nil else { throw ValidationError("give --code or --code-file, not both") }
            let data =
                codeFile == "-"
                ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: codeFile)
            guard let data else { throw ValidationError("\(codeFile) 无法读取 / \(codeFile) can't be read") }
            text = String(decoding: data, as: UTF8.self)
        }
        guard let text else { return nil }
        guard let code = EnrolmentCode(text: text) else {
            throw ValidationError("登记码有误，请逐字核对 / that is no enrolment code; compare it letter by letter")
        }
        return code
    }
}

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

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The key that the station signs with.", subcommands: [Show.self, Rotate.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show the key's id, as the district sees it, never the key.")

        @OptionGroup var options: BookOptions

        func run() async throws {
            guard let key = try options.keys().current() else {
                throw CommandFailure("还没有密钥，请执行 enrol / there is no key yet; run enrol")
            }
            print(key.publicKey.id)
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate", abstract: "Replace the key by a new one; the hub revokes the old one at once.",
            discussion: "When the answer is lost, run it again: nothing is lost in between.")

        @OptionGroup var options: BookOptions
        @OptionGroup var hubOptions: HubOptions

        func run() async throws {
            let book = try options.open()
            let keys = try options.keys()
            let settings = try await options.settings([.hub: hubOptions.hub])
            try await settings.withTransport { transport in
                do {
                    print(try await StationEnrolment(station: book.station, transport: transport, keys: keys).rotate())
                } catch let trouble as SyncTrouble {
                    throw CommandFailure("\(trouble.words.zh)\n\(trouble.words.en)")
                }
            }
        }
    }
}

extension StationSettings {
    /// Opens a way to the hub for one command.
    fileprivate func withTransport(_ body: (HTTPSyncTransport) async throws -> Void) async throws {
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
