import ArgumentParser
import FactLog
import Foundation
import HubModel
import StationNode

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one fact of the book as it was recorded.")

    @OptionGroup var options: BookOptions

    @Argument(help: ArgumentHelp("Where the fact stands, as record printed it, e.g. 1/118.", valueName: "epoch/seq"))
    var place: String

    func run() async throws {
        let parts = place.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = Int(parts[0]), let seq = Int64(parts[1]) else {
            throw ValidationError("'\(place)' is no place of a fact, e.g. 1/118")
        }
        let book = try options.open()
        guard let fact = try await book.fact(at: FactPlace(epoch: epoch, seq: seq)) else {
            throw CommandFailure("账本中没有 \(place) / the book has no fact \(place)")
        }
        let header = fact.header
        print(
            """
            \(epoch)/\(seq)  \(header.kind)
            发生 / occurred  \(Timestamp.text(of: header.occurredAt))
            录入 / recorded  \(Timestamp.text(of: header.recordedAt))
            录入人 / actor    \(header.actor)
            居民 / resident  \(header.subject?.description ?? "—")
            """)
        print(try Self.pretty(fact.data))
        guard header.kind == FactKind.screeningCompleted.rawValue else { return }
        let screening = try JSONDecoder().decode(ScreeningCompleted.self, from: Data(fact.data))
        let settings = try await options.settings()
        print(ScreeningWords(screening, instruments: await settings.instruments(of: book)))
    }

    private static func pretty(_ data: [UInt8]) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(data))
        let bytes = try JSONSerialization.data(
            withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: bytes, as: UTF8.self)
    }
}
