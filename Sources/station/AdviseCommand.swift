import ArgumentParser
import Foundation
import HubModel
import PluginHost
import StationNode

struct AdviseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Say what is to be done for a resident 下一步, by the book and the station's plugin, also offline.")

    @OptionGroup var options: BookOptions

    @Argument(help: "The station's own key of the resident, or the resident's id.")
    var resident: String

    @Option(help: "How many days ahead to look, 0 to 366.")
    var days = 14

    func validate() throws {
        guard (0...366).contains(days) else { throw ValidationError("--days is from 0 to 366") }
    }

    func run() async throws {
        let book = try options.open()
        let settings = try await options.settings()
        guard let id = try await book.resident(named: resident) else {
            throw CommandFailure("账本中没有这位居民 / the book has no such resident: \(resident)")
        }
        guard let profile = try await settings.profile(of: book) else {
            throw ValidationError("advice needs the station's configuration (XINLIAN_CONFIG, XINLIAN_PLUGINS)")
        }
        let facts = try await book.facts(about: id, in: profile.timeZone)
        do {
            print(AdviceWords(try await profile.advise(on: facts, days: days, at: Date())))
        } catch {
            let words = PluginHost.words(for: error)
            throw CommandFailure("没有答案 / no answer: \(words.zh) / \(words.en)")
        }
    }
}
