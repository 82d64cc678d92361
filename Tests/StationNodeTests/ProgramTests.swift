import FactLog
import Foundation
import GRDB
import HubModel
import Testing

@testable import StationNode

/// The program itself, as a process.
@Suite struct ProgramTests {
    let folder: BookFolder

    init() throws {
        folder = try BookFolder()
        try LocalBook.create(in: folder.book, station: s01, at: morning).close()
    }

    /// The build puts the program beside the tests.
    private static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(component: "xinlian-station")

    private static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func process(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments + ["--book", folder.book.path]
        // Made from the repository's own configuration, which the commands of other tests don't need.
        process.environment = ProcessInfo.processInfo.environment.merging([
            "XINLIAN_CONFIG": Self.repository.appending(component: "config").path,
            "XINLIAN_PLUGINS": Self.repository.appending(component: "Plugins").path, "XINLIAN_DEVELOPMENT": "true",
        ]) { $1 }
        process.standardOutput = Pipe()
        process.standardError = Pipe()
        return process
    }

    private func run(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = process(arguments)
        try process.run()
        let output = (process.standardOutput as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test func recordsAndTellsItsStatus() throws {
        let held = try run(
            "record", "activity.held", "--field", "activity=A1", "--field", "activityKind=tea", "--field",
            "setting=community", "--field", "capacity=20", "--field", "minutes=90")
        #expect(held.status == 0)
        #expect(held.output == "1/1\n")
        #expect(try run("record", "activity.held", "--data", "{}").status != 0)
        let status = try run("status", "--json")
        let json = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
        #expect(json?["station"] as? String == "S01")
        #expect(json?["lastSeq"] as? Int == 1)
        let facts = json?["facts"] as? [String: Any]
        #expect(facts?["recorded"] as? Int == 1)
        #expect(facts?["unsent"] as? Int == 1)
        #expect(facts?["quarantined"] as? Int == 0)
        #expect((json?["imports"] as? [String: Any])?["pending"] as? Int == 0)
        #expect(json?.keys.contains("lastContact") == true)
        #expect(try run("verify").status == 0)
    }

    /// The hub asks that plugin about the enrolment for as long as it runs.
    @Test func anEnrolmentNamesThePluginItBeginsUnder() throws {
        func recorded(_ kind: String, _ data: String) throws -> [String: Any]? {
            let place = try run("record", kind, "--resident", "r1", "--data", data)
            #expect(place.status == 0)
            let shown = try run("show", place.output.trimmingCharacters(in: .whitespacesAndNewlines)).output
            let json = try #require(shown.firstIndex(of: "{").map { shown[$0...] })
            return try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        }
        let plain = #"{"enrolment":"e1","package":"p"}"#
        let begun = try recorded("enrolment.started", plain)?["plugin"] as? [String: String]
        #expect(begun?["id"]?.isEmpty == false && begun?["version"]?.split(separator: ".").count == 3)
        let told = #"{"enrolment":"e2","package":"p","plugin":{"id":"another","version":"9.9.9"}}"#
        #expect(
            try recorded("enrolment.started", told)?["plugin"] as? [String: String] == [
                "id": "another", "version": "9.9.9",
            ])
        #expect(try recorded("enrolment.ended", plain)?["plugin"] == nil)
    }

    @Test func advisesOnAResidentByTheBookAlone() throws {
        _ = try run(
            "record", "order.delivered", "--resident", "r1", "--data", Self.order, "--occurred-at", Self.monthAgo)
        let advice = try run("advise", "r1")
        #expect(advice.status == 0)
        #expect(advice.output.contains("首次服务后 24 小时内回访 / Call back within 24 hours"))
        #expect(advice.output.contains("首次服务于") && advice.output.contains("overdue"))
        // What was withdrawn counts no longer.
        let withdrawal = #"{"corrects":{"epoch":1,"seq":1},"replacement":null}"#
        #expect(try run("record", "correction", "--data", withdrawal).status == 0)
        let after = try run("advise", "r1")
        #expect(after.status == 0 && after.output.contains("没有要办的事 / nothing is due"))
        #expect(try run("advise", "r2").status != 0)
    }

    private static let order = #"{"order":"o1","package":"p","item":"i","amountFen":100}"#
    private static let monthAgo = Date(timeIntervalSinceNow: -30 * 86_400).formatted(.iso8601)

    /// Killed again and again while it imports; each time the chain holds, and in the end each row is there once.
    @Test func aKilledImportLosesNothingThatWasRecorded() async throws {
        let rows = 6000
        var text = "kind,source,occurred_at,resident,data\n"
        for row in 1...rows {
            text +=
                "channel.measured,\(row),2026-01-01T00:00:00Z,,"
                + "\"{\"\"channel\"\":\"\"c\"\",\"\"metric\"\":\"\"reads\"\",\"\"count\"\":\(row)}\"\n"
        }
        let file = try folder.file("facts.csv", text)
        let book = try LocalBook.open(in: folder.book)
        var seen = 0
        for _ in 0..<4 {
            let importing = process(["record", "--csv", file.path])
            try importing.run()
            let target = seen + 1
            while try await book.status().recorded < target, importing.isRunning { await Task.yield() }
            kill(importing.processIdentifier, SIGKILL)
            importing.waitUntilExit()
            let recorded = try await book.status().recorded
            #expect(recorded >= seen)
            seen = recorded
            #expect(try await book.verifyChain() == ChainVerification(verified: recorded, firstBreak: nil))
        }
        #expect(try run("record", "--csv", file.path).status == 0)
        #expect(try await book.verifyChain() == ChainVerification(verified: rows, firstBreak: nil))
        #expect(try await book.unsentCount() == rows)
    }

    @Test func anotherFactUnderTheSameSourceIsRefused() throws {
        func record(_ count: Int) throws -> Int32 {
            try run(
                "record", "channel.measured", "--source", "K", "--field", "channel=c", "--field", "metric=reads",
                "--field", "count=\(count)"
            ).status
        }
        #expect(try record(1) == 0)
        #expect(try record(1) == 0)
        #expect(try record(2) == 1)
    }

    @Test func aClerkReadsWhatAScreeningCameTo() throws {
        func record(_ answers: String) throws -> String {
            try run(
                "record", "screening.completed", "--resident", "r1", "--answers", answers, "--age", "70"
            ).output
        }
        let plain = try record("2,2,2,2,2,2,0,0,0")
        #expect(plain.hasPrefix("1/1\n"))
        #expect(plain.contains("总分 12"))
        #expect(plain.contains("本站跟进 / care at the station"))
        #expect(!plain.contains("须由专人当日查看"))
        let critical = try record("0,0,0,0,0,0,0,,1")
        #expect(critical.contains("未答完"))
        #expect(critical.contains("须由专人当日查看 / a person must look at this today"))
        #expect(try run("show", "1/2").output.contains("须由专人当日查看"))
        #expect(try run("show", "1/3").status == 1)
        #expect(try run("status").output.contains("1 份须由专人当日查看"))
        let withdrawn = try run(
            "record", "correction", "--data", #"{"corrects":{"epoch":1,"seq":2},"replacement":null}"#)
        #expect(withdrawn.status == 0)
        #expect(try !run("status").output.contains("须由专人当日查看"))
    }

    @Test func aBrokenChainIsNamed() async throws {
        let book = try LocalBook.open(in: folder.book)
        try await book.append(try channelDrafts(0..<3), at: morning)
        try await book.pool.write { database in
            try database.execute(sql: "UPDATE fact SET hash = zeroblob(32) WHERE seq = 2")
        }
        let verify = try run("verify")
        #expect(verify.status == 1)
        #expect(verify.output.contains("1/2"))
    }

    /// Made while the hub is away: nothing is lost, and the same code and key go on later.
    @Test func initKeepsCodeAndKeyWithoutAConnection() throws {
        let (code, other) = (EnrolmentCode(), folder.url.appending(component: "other"))
        let file = try folder.file("code", code.text.lowercased() + "\n")
        let made = process([
            "init", "--development", "--station", "S02", "--hub", "http://127.0.0.1:9", "--config",
            Self.repository.appending(component: "config").path, "--code-file", file.path,
        ])
        made.arguments = made.arguments?.map { $0 == folder.book.path ? other.path : $0 }
        try made.run()
        made.waitUntilExit()
        #expect(made.terminationStatus == 0)
        let keys = StationKeys(folder: other)
        let id = try #require(try keys.current()).publicKey.id
        #expect(try keys.keptCode() == code)
        for name in ["station.key", "station.code"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: other.appending(component: name).path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        }
        let shown = process(["key", "show"])
        shown.arguments = shown.arguments?.map { $0 == folder.book.path ? other.path : $0 }
        try shown.run()
        let output = (shown.standardOutput as? Pipe)?.fileHandleForReading.readDataToEndOfFile() ?? Data()
        shown.waitUntilExit()
        #expect(String(decoding: output, as: UTF8.self) == id + "\n")
        #expect(try run("key", "show").status == 1)
        #expect(try run("enrol", "--hub", "http://127.0.0.1:9").status != 0)
        #expect(try run("enrol", "--hub", "http://127.0.0.1:9", "--code", "ABCD").status != 0)
    }

    @Test func stopsCleanlyWhenAsked() async throws {
        let running = process(["run", "--hub", "http://127.0.0.1:9", "--import", folder.url.path])
        let file = folder.url.appending(component: "facts.csv")
        try Data(
            """
            kind,source,occurred_at,resident,data
            channel.measured,1,2026-01-01T00:00:00Z,,"{""channel"":""c"",""metric"":""reads"",""count"":1}"

            """.utf8
        ).write(to: file)
        try running.run()
        let book = try LocalBook.open(in: folder.book)
        while try await book.status().recorded == 0, running.isRunning { await Task.yield() }
        running.terminate()
        running.waitUntilExit()
        #expect(running.terminationReason == .exit)
        #expect(running.terminationStatus == 0)
        #expect(try await book.status().recorded == 1)
    }
}
