import Foundation
import HubModel
import PluginFixtures
import PluginKit
import Testing

@testable import PluginHost

/// Programs that take the worker's place and answer whatever they like.
@Suite("Workers that talk nonsense")
struct FakeWorkerTests {
    private let folder: LibraryFolder

    init() throws { folder = try LibraryFolder() }

    /// A program that says it is ready and then sends these bytes, and stays or ends when it is asked something.
    private func program(sending bytes: [UInt8], stays: Bool) throws -> String {
        let ready = try PluginFrames.frame(0, WorkerReply.ready)
        let answers = folder.url.appending(path: "answers")
        try Data(ready + bytes).write(to: answers)
        let script = folder.url.appending(path: "worker")
        let end = stays ? "exec cat > /dev/null" : #"while read -r line; do case "$line" in *ask) exit 3;; esac; done"#
        try Data("#!/bin/sh\n/bin/cat '\(answers.path)'\n\(end)\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
        return script.path
    }

    private static let outcome = PluginOutcome.failure(
        PluginFailure(code: .failed, message: LocalizedText(zh: "", en: "")))

    /// A name, the bytes, whether the program stays, and what the call's error says is wrong.
    private static func cases() throws -> [(String, [UInt8], Bool, AnswerDefect)] {
        let whole = try PluginFrames.frame(1, [outcome])
        return [
            ("text", Array("PHQ-9: 12 points\n".utf8), true, .impossibleLength(0x5048_512D)),
            ("zeros", [UInt8](repeating: 0, count: 64), true, .impossibleLength(0)),
            ("long", [0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0], true, .impossibleLength(0x7FFF_FFFF)),
            ("half", Array(whole.prefix(whole.count / 2)), false, .cutShort),
            ("header", Array(whole.prefix(3)), false, .cutShort),
            ("other", try PluginFrames.frame(99, [outcome]), true, .otherRequest),
            ("payload", PluginFrames.frame(1, payload: [0xFF, 0xFF]), true, .unreadable),
            ("few", try PluginFrames.frame(1, [PluginOutcome]()), true, .wrongNumber(expected: 1, found: 0)),
            ("many", try PluginFrames.frame(1, [outcome, outcome]), true, .wrongNumber(expected: 1, found: 2)),
        ]
    }

    @Test("Each kind of nonsense costs one call and its worker")
    func nonsense() async throws {
        for (name, bytes, stays, defect) in try Self.cases() {
            let program = try program(sending: bytes, stays: stays)
            let workers = try Workers { $0.program = program }
            let plugin = try await workers.load()
            let process = try #require(try await workers.status(plugin).processID)
            let error = try await workers.trouble(plugin, "ask\n")
            #expect(error == .unusableAnswer(plugin, defect), "\(name)")
            #expect(try await workers.status(plugin).failures == 1, "\(name)")
            try await eventually("\(name) is reaped") { kill(process, 0) != 0 }
        }
    }

    @Test("Half an answer and then silence is killed at the limit")
    func silence() async throws {
        let half = Array(try PluginFrames.frame(1, [Self.outcome]).dropLast())
        let program = try program(sending: half, stays: true)
        let workers = try Workers { $0.program = program }
        let plugin = try await workers.load()
        async let error = workers.trouble(plugin, "")
        try await workers.clock.pass(.milliseconds(2010))
        #expect(try await error == .timedOut(plugin, limitMilliseconds: 2010))
    }

    @Test("Errors are told apart in both languages, with what to do")
    func texts() throws {
        let key = PluginKey(id: try #require(ProfileCode(rawValue: "test-profile")), version: "1.0.0")
        let errors: [PluginCallError] = [
            .workerMissing(path: "/x"), .crashed(key, .signal(11)), .crashed(key, .status(0)),
            .timedOut(key, limitMilliseconds: 2010), .outOfMemory(key, limitMebibytes: 256),
            .unusableAnswer(key, .cutShort), .circuitOpen(key, until: Date(timeIntervalSince1970: 0)),
            .batchTooLarge(key, bytes: 2, maximum: 1),
        ]
        #expect(Set(errors.map(\.message.zh)).count == errors.count)
        #expect(Set(errors.map(\.message.en)).count == errors.count)
        #expect(errors.allSatisfy { $0.message.zh.contains("请") })
    }

    @Test("A batch that is longer than a frame is refused before it is sent")
    func tooLarge() async throws {
        let workers = try Workers()
        let plugin = try await workers.load()
        let long = PluginRequest.assessScreening(
            AssessScreening(
                instrument: String(repeating: "x", count: PluginFrames.maximumBytes), answers: [], ageYears: nil,
                impairment: nil))
        let error = await #expect(throws: PluginCallError.self) { try await workers.host.answers([long], by: plugin) }
        #expect(error?.code == "batch-too-large")
        #expect(try await workers.status(plugin).failures == 0)
    }
}
