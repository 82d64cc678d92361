import ArgumentParser
import Foundation
import StationNode

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what the book holds and how it stands with the hub.")

    @OptionGroup var options: BookOptions

    @Flag(help: "As JSON.")
    var json = false

    func run() async throws {
        let book = try options.open()
        let settings = try await options.settings()
        // Without readable configuration the book can be looked at all the same.
        let installation = try? await settings.installation(of: book)
        let report = StatusReport(try await book.status(), installation, offers: try await book.offers(), at: Date())
        print(json ? try report.json() : report.words())
    }
}
