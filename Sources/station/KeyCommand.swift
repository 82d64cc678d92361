import ArgumentParser
import FactLog
import HubModel
import StationNode

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
