import Foundation
import HubModel
import Synchronization
import Testing

@testable import StationNode

@Suite struct ImportFolderTests {
    let folder: BookFolder
    let book: LocalBook
    let inbox: URL
    let clock = Clock()

    final class Clock: Sendable {
        private let time = Mutex(morning)

        var now: Date { time.withLock { $0 } }

        func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
    }

    init() throws {
        folder = try BookFolder()
        book = try LocalBook.create(in: folder.book, station: s01, at: morning).knowing([SumAssessing.phq9])
        inbox = folder.url.appending(component: "inbox", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
    }

    func importFolder(_ canScore: @escaping @Sendable () -> Bool = { true }) -> ImportFolder {
        ImportFolder(folder: inbox, book: book, logger: quiet(), now: { [clock] in clock.now }) { [book] in
            CSVImport(
                book: canScore() ? book : book.knowing([]),
                recorder: canScore() ? ScreeningRecorder(assessing: SumAssessing()) : nil,
                unscoredReason: canScore() ? nil : "no library", timeZone: .gmt, now: { morning })
        }
    }

    @discardableResult
    func put(_ name: String, _ text: String) throws -> URL {
        let file = inbox.appending(component: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    func put(_ name: String, screeningsOf respondents: Int...) throws {
        let rows = respondents.map { "\($0),66,female,1.5,0,1,2,3,0,1,2,3,0,1,2025-12-31T23:30:00+08:00\n" }
        try put(name, ImportTests.header + rows.joined())
    }

    static let fact = """
        kind,source,occurred_at,resident,data
        channel.measured,1,2026-01-01T00:00:00Z,,"{""channel"":""c"",""metric"":""reads"",""count"":1}"

        """

    /// As often as it takes two looks to see that a file is complete.
    func lookTwice(_ importFolder: ImportFolder) async throws {
        try await importFolder.importNew()
        try await importFolder.importNew()
    }

    @Test func aFileIsImportedOnceAndAgainWhenItChanges() async throws {
        let importFolder = importFolder()
        try put("a.csv", screeningsOf: 101, 102)
        try await lookTwice(importFolder)
        #expect(try await book.status().recorded == 4)
        #expect(try await book.status().pendingImports == 0)
        try put("a.csv", screeningsOf: 101, 102, 103)
        try await lookTwice(importFolder)
        #expect(try await book.status().recorded == 6)
    }

    /// Each look finds more of the file, first cut inside a row; nothing of it may be recorded before it is whole.
    @Test func aFileThatIsStillCopiedWaits() async throws {
        let importFolder = importFolder()
        let whole = ImportTests.header + "101,66,female,1.5,0,1,2,3,0,1,2,3,2,1,\n"
        for length in [ImportTests.header.utf8.count, whole.utf8.count - 6] {
            try put("a.csv", String(decoding: whole.utf8.prefix(length), as: UTF8.self))
            #expect(try await importFolder.importNew())
            #expect(try await book.status().recorded == 0)
        }
        // The copy stalls inside the row.
        clock.pass(30)
        #expect(try await importFolder.importNew())
        #expect(try await book.status().recorded == 0)
        #expect(try await book.status().pendingImports == 1)
        try put("a.csv", whole)
        try await lookTwice(importFolder)
        let data = try await lines(of: book).last?.data
        #expect(try JSONDecoder().decode(ScreeningCompleted.self, from: Data((data ?? "").utf8)).total == 14)
    }

    @Test func aLastLineWithoutAnEndIsTakenInTheEnd() async throws {
        let importFolder = importFolder()
        try put("a.csv", String(Self.fact.dropLast()))
        try await lookTwice(importFolder)
        #expect(try await book.status().recorded == 0)
        clock.pass(ImportFolder.unendedSeconds)
        #expect(try await importFolder.importNew() == false)
        #expect(try await book.status().recorded == 1)
    }

    @Test func screeningsWaitForThePluginAndStopNothing() async throws {
        let canScore = Mutex(false)
        let importFolder = importFolder { canScore.withLock { $0 } }
        try put("a.csv", screeningsOf: 101)
        try put("b.csv", Self.fact)
        try await lookTwice(importFolder)
        let waiting = try await book.status()
        #expect(waiting.recorded == 1)
        #expect(waiting.pendingImports == 1)
        #expect(waiting.refusedImports.map(\.isPending) == [true])
        #expect(waiting.refusedImports.first?.problem?.contains("no library") == true)
        canScore.withLock { $0 = true }
        try await importFolder.importNew()
        let status = try await book.status()
        #expect(status.recorded == 3)
        #expect(status.pendingImports == 0)
        #expect(status.refusedImports.isEmpty)
    }

    @Test func aFaultStopsNoOtherFile() async throws {
        struct Fault: Error {}
        let isFaulty = Mutex(true)
        let importFolder = ImportFolder(folder: inbox, book: book, logger: quiet()) { [book] in
            if isFaulty.withLock({
                let was = $0; $0 = false; return was
            }) {
                throw Fault()
            }
            return CSVImport(book: book, recorder: nil, timeZone: .gmt, now: { morning })
        }
        try put("a.csv", Self.fact)
        try put("b.csv", Self.fact.replacingOccurrences(of: "measured,1,", with: "measured,2,"))
        try await lookTwice(importFolder)
        #expect(try await book.status().recorded == 1)
        try await importFolder.importNew()
        #expect(try await book.status().recorded == 2)
        #expect(try await book.status().pendingImports == 0)
    }

    @Test func whatWasRefusedIsShown() async throws {
        try put("a.csv", "name,age\nA,1\n")
        try put("b.csv", Self.fact + "dance.danced,2,2026-01-01T00:00:00Z,,{}\n")
        try await lookTwice(importFolder())
        let status = try await book.status()
        #expect(status.pendingImports == 0)
        #expect(status.refusedImports.map(\.rows) == [0, 1])
        #expect(status.refusedImports.map { $0.problem == nil } == [false, true])
    }
}
