import FactLog
import Foundation
import HubModel
import PluginKit

@testable import StationNode

let s01 = StationCode(rawValue: "S01")!
/// The key that a ``FakeHub`` knows from the start.
let stationKey = StationPrivateKey()
let morning = Date(timeIntervalSince1970: 1_772_352_000)

/// A folder of its own for a test, removed at the end.
final class BookFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(component: "xinlian-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var book: URL { url.appending(component: "book") }

    func file(_ name: String, _ text: String, permissions: Int = 0o600) throws -> URL {
        let file = url.appending(component: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
        return file
    }

    /// Keys of which the current one is ``stationKey``.
    func keys() throws -> StationKeys {
        _ = try file("station.key", stationKey.text + "\n")
        return StationKeys(folder: url)
    }
}

func channelDraft(_ count: Int, at time: Date = morning, source: String? = nil) throws -> FactDraft {
    try FactDraft(
        ChannelMeasured(channel: "wechat", metric: .reads, count: count), occurredAt: time, actor: "staff:desk",
        subject: .nobody, sourceKey: source)
}

func channelDrafts(_ range: Range<Int>) throws -> [FactDraft] { try range.map { try channelDraft($0) } }

/// Scores by a rule of the test's own: nine items from 0 to 3, the ninth critical.
struct SumAssessing: ScreeningAssessing {
    let reference = PluginReference(id: "community-hub", version: "1.0.0")

    private static let title = LocalizedText(zh: "题", en: "item")
    static let phq9 = Instrument(
        code: "PHQ-9", version: "1", title: title, source: "test", answerScale: [],
        items: (0..<9).map { _ in Instrument.Item(topic: title, minimum: 0, maximum: 3) },
        bands: [Instrument.Band(severity: "some", title: title, lower: 0, upper: 27)])

    func instrument(_ code: String) -> Instrument? { code == "PHQ-9" ? Self.phq9 : nil }

    func assess(_ requests: [AssessScreening]) async throws -> [Result<ScreeningAssessment, PluginFailure>] {
        requests.map { request in
            let complete = !request.answers.contains(nil)
            let critical = (request.answers[8] ?? 0) > 0
            return .success(
                ScreeningAssessment(
                    instrument: "PHQ-9", instrumentVersion: "1",
                    total: complete ? request.answers.reduce(0) { $0 + ($1 ?? 0) } : nil,
                    severity: complete ? "some" : nil,
                    triage: Triage(
                        level: critical ? .station : .none, sameDay: critical, reasons: critical ? ["item9"] : [])))
        }
    }
}

/// The data and the header of every line in the book, in order.
func lines(of book: LocalBook) async throws -> [(header: FactHeader, data: String)] {
    let batch = try await book.nextBatch(BatchLimits(facts: 10_000, bytes: SyncLimits.batchBytes), now: morning)
    var reader = FactLineReader()
    return try batch.body.split(separator: 0x0A).map { slice in
        let bytes = Array(slice)
        return try bytes.withUnsafeBufferPointer { buffer in
            let line = try reader.read(buffer, 0..<buffer.count)
            return (line.header, String(decoding: bytes[line.dataRange], as: UTF8.self))
        }
    }
}
