import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// Keys are changed while the hub takes batches.
@Suite(.timeLimit(.minutes(5))) struct KeyRotationTests {
    private func withKeyFile(_ body: @Sendable (TestDatabase, KeyFile) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try KeyFile(path).generate(at: FixedClock.now)
        try await TestDatabase.with(stations: 1) { database in try await body(database, KeyFile(path)) }
    }

    private func book(subjects: Int, facts: Int) throws -> StationBook {
        var book = StationBook(try .number(1))
        let subjects = (0..<subjects).map { _ in UUID() }
        for number in 0..<facts {
            try book.record("order.placed", SampleData.order("o\(number)"), subject: subjects[number % subjects.count])
        }
        return book
    }

    private func send(
        _ book: StationBook, _ first: Int64, _ last: Int64, to database: TestDatabase, keys: KeyRing
    ) async throws {
        let batch = try book.batch(first, last)
        _ = try await database.ingest(with: keys)(
            batch, digest: TestDatabase.digest(of: batch), signature: TestDatabase.signature)
    }

    private func kekIDs(_ database: TestDatabase) async throws -> [String] {
        try await database.texts("SELECT DISTINCT kek_id FROM subject_key ORDER BY 1")
    }

    @Test func keysRotateWhileBatchesKeepComing() async throws {
        try await withKeyFile { database, file in
            let book = try book(subjects: 40, facts: 120)
            let hub = try KeyRing(file: file.path)
            let old = try hub.current(.encryption).id
            try await send(book, 1, 30, to: database, keys: hub)
            #expect(try await kekIDs(database) == [old])
            // A command is a process of its own, with a ring of its own.
            let new = try file.add(.encryption, at: FixedClock.now)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for first in stride(from: Int64(31), through: 111, by: 10) {
                        try await send(book, first, first + 9, to: database, keys: hub)
                    }
                }
                group.addTask {
                    let command = RewrapSubjectKeys(
                        database: database.hub, keys: try KeyRing(file: file.path), pageSize: 3)
                    try await command()
                }
                try await group.waitForAll()
            }
            let left = try await RewrapSubjectKeys(database: database.hub, keys: hub)()
            #expect(left == 0, "batches after the change use the new key at once")
            #expect(try await kekIDs(database) == [new])
            #expect(try await database.number("SELECT count(*) FROM subject_key") == 40)
            try await RetireKey(database: database.hub, file: file)(.encryption, id: old)
            let after = try KeyRing(file: file.path)
            #expect(after.all(.encryption).map(\.id) == [new])
            try await send(book, 120, 120, to: database, keys: after)
            let recount = try await RecountRollups(database: database.hub, rules: database.rules, keys: after)(
                book.station)
            #expect(recount.differences.isEmpty && recount.unreadable.isEmpty && recount.erased.isEmpty)
        }
    }

    /// The hub learned of no change: it meets a row under a key that it doesn't know.
    @Test func anUnknownKeyIsLookedForInTheFile() async throws {
        try await withKeyFile { database, file in
            let book = try book(subjects: 1, facts: 2)
            let hub = try KeyRing(file: file.path)
            try await send(book, 1, 1, to: database, keys: hub)
            let new = try file.add(.encryption, at: FixedClock.now)
            try await RewrapSubjectKeys(database: database.hub, keys: KeyRing(file: file.path))()
            #expect(try hub.key(.encryption, id: new).id == new)
            try await send(book, 1, 2, to: database, keys: hub)
            #expect(try await database.number("SELECT count(*) FROM fact") == 2)
        }
    }

    @Test func aKeyInUseStays() async throws {
        try await withKeyFile { database, file in
            let book = try book(subjects: 2, facts: 2)
            let hub = try KeyRing(file: file.path)
            try await send(book, 1, 2, to: database, keys: hub)
            let (old, retire) = (try hub.current(.encryption).id, RetireKey(database: database.hub, file: file))
            await #expect(throws: KeyRingError.isCurrent(.encryption, id: old)) {
                try await retire(.encryption, id: old)
            }
            try file.add(.encryption, at: FixedClock.now)
            await #expect(throws: KeyRingError.inUse(.encryption, id: old, rows: 2)) {
                try await retire(.encryption, id: old)
            }
            await #expect(throws: KeyRingError.unknownKey(.encryption, id: "none")) {
                try await retire(.encryption, id: "none")
            }
            #expect(try KeyRing(file: file.path).all(.encryption).count == 2)
        }
    }

    @Test func anInterruptedRewrapGoesOn() async throws {
        try await withKeyFile { database, file in
            let book = try book(subjects: 10, facts: 10)
            try await send(book, 1, 10, to: database, keys: KeyRing(file: file.path))
            try file.add(.encryption, at: FixedClock.now)
            let keys = try KeyRing(file: file.path)
            let rewrap = RewrapSubjectKeys(database: database.hub, keys: keys, pageSize: 2)
            // One key that does not open stops it half-way; what was done before stays done.
            let break5: Query = """
                UPDATE subject_key SET kek_id = 'lost'
                WHERE subject = (SELECT subject FROM subject_key ORDER BY subject OFFSET 5 LIMIT 1)
                """
            let kek = try await database.texts("SELECT DISTINCT kek_id FROM subject_key")
            _ = try await database.asAdministrator { try await $0.execute(break5) }
            await #expect(throws: KeyRingError.unknownKey(.encryption, id: "lost")) { try await rewrap() }
            let mend: Query = "UPDATE subject_key SET kek_id = \(kek[0]) WHERE kek_id = 'lost'"
            _ = try await database.asAdministrator { try await $0.execute(mend) }
            #expect(try await rewrap() == 6)
            #expect(try await rewrap() == 0)
            #expect(try await kekIDs(database) == [try keys.current(.encryption).id])
        }
    }
}
