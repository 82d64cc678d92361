import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import Protection
import TestSupport
import Testing

/// Erasing a person: nothing of the person is left, and everything else stays right.
@Suite(.timeLimit(.minutes(5))) struct EraseSubjectTests {
    private static let day: TimeInterval = 86_400
    private let erased = UUID()
    private let other = UUID()

    private func erase(_ database: TestDatabase) -> EraseSubject {
        EraseSubject(database: database.hub, rules: database.rules, keys: database.keys, now: { FixedClock.now })
    }

    /// Two persons with orders in common with nobody, one order that both and nobody take part in, corrections of all kinds.
    private func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        for (number, subject) in [erased, other].enumerated() {
            let time = FixedClock.now + Double(number) * Self.day
            try book.record("resident.registered", SampleData.resident, subject: subject, at: time)
            try book.record("screening.completed", SampleData.itemNine, subject: subject, at: time)
            try book.record("activity.attended", SampleData.attendance, subject: subject, at: time)
            try book.record("order.delivered", SampleData.order("own\(number)"), subject: subject, at: time)
            try book.record("order.placed", SampleData.order("own\(number)"), subject: subject, at: time)
        }
        try book.record("order.placed", SampleData.order("shared", fen: 100), subject: erased)
        try book.record("order.accepted", SampleData.order("shared", fen: 200), subject: other, at: FixedClock.now + 5)
        try book.record("correction", SampleData.correction(of: 4, with: SampleData.order("own0", fen: 7)))
        try book.record("correction", SampleData.correction(of: 3, with: nil))
        try book.record("resident.registered", #"{"sex":1}"#, subject: erased)
        try book.record("activity.held", SampleData.activity)
        return book
    }

    /// Follows the stored chain from header bytes, data digests and hashes alone.
    private func expectChain(of book: StationBook, in database: TestDatabase) async throws {
        let rows = try await database.asAdministrator {
            try await $0.rows(
                "SELECT header, data_digest, hash FROM fact WHERE station_id = \(book.station.rawValue) ORDER BY seq",
                as: ([UInt8].self, [UInt8].self, [UInt8].self))
        }
        #expect(rows.count == Int(book.count))
        var previous = FactChain.genesis(station: book.station, origin: .station, epoch: 1)
        for (header, digest, hash) in rows {
            let digest = try #require(FactHash(bytes: digest))
            let link = header.withUnsafeBytes { FactChain.link(previous: previous, header: $0, dataDigest: digest) }
            #expect(link.bytes == hash)
            previous = link
        }
    }

    @Test func whatIsErasedIsUnreadableAndTheRestStaysRight() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(book)
            try await database.applyEffects()
            try await LinkRows.insert(erased, other, in: database)
            let rollup: Query = "SELECT rollup::text FROM rollup WHERE amount <> 0 ORDER BY 1"
            let before = try await database.texts(rollup)
            let outcome = try await erase(database)(ResidentID(rawValue: erased), of: book.station)
            #expect(outcome.facts == 7 && outcome.unreadable == 0)
            #expect(try await database.texts(rollup) == before)
            #expect(try await database.rollupDifferences().isEmpty)
            for table in ["person_day", "attention"] {
                let subjects = try await database.texts(
                    "SELECT DISTINCT subject::text FROM \(identifier: table)")
                #expect(subjects == [other.uuidString.lowercased()], "\(table)")
            }
            #expect(
                try await database.texts("SELECT resident::text FROM person_link") == [
                    other.uuidString.lowercased()
                ])
            let orders = try await database.texts(
                "SELECT order_id || ' ' || array_to_string(steps, ' ') FROM service_order ORDER BY 1")
            #expect(
                orders == [
                    "own1 delivered/2026-03-03/8000/station/1/9/1772510400/companion "
                        + "placed/2026-03-03/8000/station/1/10/1772510400/companion",
                    "shared accepted/2026-03-02/200/station/1/12/1772424005/companion",
                ])
            for seq in [1, 2, 3, 4, 5, 11, 13, 14, 15] as [Int64] {
                #expect(try await database.storedData(of: book.station, seq: seq) == nil, "fact \(seq)")
            }
            for seq in [6, 7, 8, 9, 10, 12, 16] as [Int64] {
                #expect(try await database.storedData(of: book.station, seq: seq) != nil, "fact \(seq)")
            }
            try await expectChain(of: book, in: database)
            let recount = try await RecountRollups(
                database: database.hub, rules: database.rules, keys: database.keys)(book.station)
            #expect(recount.erased.map(\.seq) == [1, 2, 3, 4, 5, 11, 13, 14, 15])
        }
    }

    @Test func erasingTwiceIsErasingOnce() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(book)
            _ = try await erase(database)(ResidentID(rawValue: erased), of: book.station)
            let before = try await database.everything()
            _ = try await erase(database)(ResidentID(rawValue: erased), of: book.station)
            #expect(try await database.everything() == before)
        }
    }

    /// A station may be offline for weeks and send facts, and corrections of facts, when the person is erased already.
    @Test func whatComesLaterKeepsItsPlaceAndCountsForNothing() async throws {
        var book = try book()
        let stored = book.count
        try book.record("screening.completed", SampleData.itemNine, subject: erased, at: FixedClock.now + 2 * Self.day)
        try book.record("order.verified", SampleData.order("own0"), subject: erased)
        try book.record("correction", SampleData.correction(of: 2, with: SampleData.moderate))
        try book.record("correction", SampleData.correction(of: stored + 1, with: SampleData.moderate), subject: other)
        try book.record("correction", SampleData.correction(of: 2, with: SampleData.moderate), subject: erased)
        try book.record("order.verified", SampleData.order("own0", fen: 9))
        try book.record("order.delivered", SampleData.order("shared", fen: 300), subject: other)
        try book.record("resident.registered", #"{"sex":2}"#, subject: erased)
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(sent, 1, stored)
            try await database.applyEffects()
            _ = try await erase(database)(ResidentID(rawValue: erased), of: sent.station)
            let screenings = try await database.amounts(.screeningsReceived, of: sent.station)
            let receipt = try TestDatabase.receipt(try await database.send(sent, stored + 1, sent.count))
            #expect(receipt.added == 8 && receipt.quarantined.isEmpty)
            try await database.applyEffects()
            #expect(try await database.amounts(.screeningsReceived, of: sent.station) == screenings)
            #expect(try await database.number("SELECT count(*) FROM attention") == 1)
            #expect(try await database.number("SELECT count(*) FROM effect") == 0)
            let kept = try await database.number(
                "SELECT count(*) FROM fact WHERE seq > \(stored) AND data IS NULL AND salt IS NULL")
            #expect(kept == 6)
            let persons = try await database.texts("SELECT DISTINCT subject::text FROM person_day")
            #expect(persons == [other.uuidString.lowercased()])
            #expect(try await database.rollupDifferences().isEmpty)
            try await expectChain(of: sent, in: database)
        }
    }

    @Test func somebodyWhomNoFactNamedIsErasedBeforehand() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 2) { database in
            _ = try await erase(database)(ResidentID(rawValue: erased), of: book.station)
            try await database.send(book)
            try await database.applyEffects()
            #expect(try await database.storedData(of: book.station, seq: 1) == nil)
            #expect(try await database.storedData(of: book.station, seq: 6) != nil)
            #expect(try await database.amounts(.residentsRegistered, of: book.station) == ["": 1])
            #expect(try await database.rollupDifferences().isEmpty)
            // The same id at another station is somebody else.
            var elsewhere = StationBook(try .number(2))
            try elsewhere.record("resident.registered", SampleData.resident, subject: erased)
            try await database.send(elsewhere)
            #expect(try await database.storedData(of: elsewhere.station, seq: 1) != nil)
            await #expect(throws: ErasureError.nobody) {
                try await erase(database)(SubjectKeys.nobody, of: book.station)
            }
        }
    }

    @Test func effectsThatWaitAreErasedToo() async throws {
        let book = try book()
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(book)
            #expect(try await database.number("SELECT count(*) FROM effect WHERE effect = 'attention'") == 4)
            _ = try await erase(database)(ResidentID(rawValue: erased), of: book.station)
            try await database.applyEffects()
            let subjects = try await database.texts("SELECT subject::text FROM attention")
            #expect(subjects == [other.uuidString.lowercased()])
        }
    }

    /// Batches and erasures in any order: nothing readable of the erased is left, and the counts agree.
    @Test func erasingWhileBatchesComeIsSafe() async throws {
        var book = StationBook(try .number(1))
        for number in 0..<60 {
            try book.record(
                "order.placed", SampleData.order("o\(number % 7)"), subject: number % 2 == 0 ? erased : other)
        }
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for first in stride(from: Int64(1), through: 56, by: 5) {
                        try await database.send(sent, first, first + 4)
                    }
                }
                group.addTask { _ = try await erase(database)(ResidentID(rawValue: erased), of: sent.station) }
                try await group.waitForAll()
            }
            let readable = try await RecountRollups(
                database: database.hub, rules: database.rules, keys: database.keys)(sent.station)
            #expect(readable.erased.count == 30 && readable.differences.isEmpty)
            let wrapped = try await database.texts(
                "SELECT subject::text FROM subject_key WHERE wrapped_key IS NOT NULL")
            #expect(wrapped == [other.uuidString.lowercased()])
        }
    }
}

/// Links as the linkage call leaves them.
private enum LinkRows {
    static func insert(_ residents: UUID..., in database: TestDatabase) async throws {
        for resident in residents {
            _ = try await database.asAdministrator { connection in
                try await connection.execute(
                    """
                    INSERT INTO person_link VALUES (
                        'S01', \(resident), gen_random_uuid(), decode(repeat('00', 32), 'hex'), 'k1', now())
                    """)
            }
        }
    }
}
