import FactLog
import Foundation
import GRDB
import HubModel
import Testing

@testable import StationNode

@Suite struct LocalBookTests {
    @Test func twoProcessesAppendOneChain() async throws {
        let folder = try BookFolder()
        let first = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let second = try LocalBook.open(in: folder.book)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                let book = writer % 2 == 0 ? first : second
                group.addTask {
                    for number in 0..<25 {
                        try await book.append([try channelDraft(number), try channelDraft(number + 1)], at: morning)
                    }
                }
            }
            try await group.waitForAll()
        }
        let verification = try await first.verifyChain()
        #expect(verification == ChainVerification(verified: 200, firstBreak: nil))
        #expect(try await second.status().lastSeq == 200)
        #expect(try await first.unsentCount() == 200)
    }

    /// After an update the service and a command at the counter open an older book in the same moment.
    @Test func severalProgramsBringAnOlderBookUpToDateAtOnce() async throws {
        for _ in 0..<10 {
            let folder = try BookFolder()
            try FileManager.default.createDirectory(at: folder.book, withIntermediateDirectories: true)
            let older = try DatabasePool(path: LocalBook.file(in: folder.book).path)
            try BookSchema.migrator.migrate(older, upTo: "0001 chain and outbox")
            try await older.write { try $0.execute(sql: "INSERT INTO book VALUES (1, 'S01', 1, 0)") }
            try older.close()
            let path = folder.book
            try await withThrowingTaskGroup(of: StationCode.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let book = try LocalBook.open(in: path)
                        defer { try? book.close() }
                        return book.station
                    }
                }
                for try await station in group { #expect(station == s01) }
            }
        }
    }

    @Test func appendIsAllOrNothing() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        await #expect(throws: FactRefused.self) {
            try await book.append([try channelDraft(1), try channelDraft(-1)], at: morning)
        }
        #expect(try await book.status().recorded == 0)
        try await book.append([try channelDraft(1)], at: morning)
        #expect(try await book.verifyChain() == ChainVerification(verified: 1, firstBreak: nil))
    }

    @Test func refusedGroupLeavesNoHole() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let results = try await book.append(
            groups: [
                [try channelDraft(1)], [try channelDraft(2), try channelDraft(-2)], [try channelDraft(3)],
            ], at: morning)
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(try await book.verifyChain() == ChainVerification(verified: 2, firstBreak: nil))
    }

    @Test func sameSourceIsRecordedOnce() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let place = FactPlace(epoch: 1, seq: 1)
        #expect(try await book.append([channelDraft(1, source: "a")], at: morning) == [.recorded(place)])
        let again = try await book.append([channelDraft(1, source: "a"), channelDraft(2, source: "a")], at: morning)
        #expect(again == [.alreadyRecorded(place, sameData: true), .alreadyRecorded(place, sameData: false)])
        #expect(try await book.status().recorded == 1)
    }

    @Test func residentKeysStayInTheBook() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let key = "file-number-77"
        let resident = try FactDraft(
            ResidentRegistered(birthYearBand: "1955-1959", sex: .female), occurredAt: morning, actor: "staff:desk",
            subject: .localKey(key))
        let feedback = try FactDraft(
            FeedbackGiven(about: .init(kind: "activity", id: "a1"), score: 5, first: true), occurredAt: morning,
            actor: "staff:desk", subject: .localKey(key))
        try await book.append([resident, feedback, resident], at: morning)
        let recorded = try await lines(of: book)
        #expect(recorded.count == 2)
        #expect(recorded[0].header.subject != nil)
        #expect(recorded[0].header.subject == recorded[1].header.subject)
        let batch = try await book.nextBatch(BatchLimits(facts: 10, bytes: 100_000), now: morning)
        #expect(!String(decoding: batch.body, as: UTF8.self).contains(key))
    }

    @Test func verifyNamesTheFirstBadFact() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        try await book.append(try channelDrafts(0..<5), at: morning)
        try await book.pool.write { database in
            try database.execute(
                sql: "UPDATE fact SET line = CAST(replace(CAST(line AS TEXT), '\"count\":2', '\"count\":7') AS BLOB)")
        }
        let broken = try await book.verifyChain()
        #expect(broken.verified == 2)
        #expect(broken.firstBreak == .init(place: FactPlace(epoch: 1, seq: 3), reason: .wrongHash))
    }

    @Test func verifySeesAMissingEnd() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        try await book.append(try channelDrafts(0..<3), at: morning)
        try await book.pool.write { database in
            try database.execute(sql: "DELETE FROM outbox; DELETE FROM fact WHERE seq = 3")
        }
        #expect(
            try await book.verifyChain().firstBreak == .init(place: FactPlace(epoch: 1, seq: 3), reason: .missing))
    }

    @Test func aBookIsMadeOnce() throws {
        let folder = try BookFolder()
        try LocalBook.create(in: folder.book, station: s01, at: morning).close()
        #expect(throws: LocalBookError.alreadyExists(folder: folder.book.path)) {
            try LocalBook.create(in: folder.book, station: s01, at: morning)
        }
        #expect(throws: LocalBookError.missing(folder: folder.url.path)) { try LocalBook.open(in: folder.url) }
    }

    @Test func anInterruptedCreationIsMadeAgain() async throws {
        let folder = try BookFolder()
        #expect(throws: ConnectionLost.self) {
            try LocalBook.create(in: folder.book, station: s01, at: morning, beforeNaming: { throw ConnectionLost() })
        }
        #expect(throws: LocalBookError.missing(folder: folder.book.path)) { try LocalBook.open(in: folder.book) }
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        try await book.append(try channelDrafts(0..<2), at: morning)
        #expect(try await book.verifyChain() == ChainVerification(verified: 2, firstBreak: nil))
    }

    @Test func nobodyElseReadsTheBook() throws {
        let folder = try BookFolder()
        try FileManager.default.createDirectory(at: folder.book, withIntermediateDirectories: true)
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.book.path) {
            let path = folder.book.appending(component: file).path
            let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(permissions?.intValue == 0o600, "\(file)")
        }
        try book.close()
    }

    @Test func writesAreDurable() async throws {
        let folder = try BookFolder()
        let book = try LocalBook.create(in: folder.book, station: s01, at: morning)
        let (mode, synchronous) = try await book.pool.write { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal")
        #expect(synchronous == 2)
    }
}
