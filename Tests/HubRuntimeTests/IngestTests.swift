import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import TestSupport
import Testing

/// Batches on the real database: what is stored, what is answered, what is refused.
@Suite(.timeLimit(.minutes(5))) struct IngestTests {
    private func book(_ count: Int = 6, station: Int = 1) throws -> StationBook {
        var book = StationBook(try .number(station))
        for number in 0..<count {
            try book.record("feedback.given", SampleData.feedback, at: FixedClock.now + Double(number))
        }
        return book
    }

    @Test func aBatchIsStoredAndAnswered() async throws {
        try await TestDatabase.with { database in
            var book = try book(2)
            try book.record("feedback.given", SampleData.feedback.replacing(#""score":4"#, with: #""score":9"#))
            try book.record("feedback.taken", SampleData.feedback)
            let receipt = try await database.send(book)
            #expect(receipt.added == 4)
            #expect(receipt.duplicates == 0)
            #expect(receipt.acceptedThrough == 4)
            #expect(receipt.lastHash == book.hash(at: 4).description)
            #expect(receipt.quarantined.map(\.seq) == [3, 4])
            #expect(receipt.quarantined.map(\.code) == ["out_of_range", "unknown_kind"])
            #expect(try await database.number("SELECT count(*) FROM fact") == 4)
            let feedbacks = try await database.amounts(.feedbacks, of: book.station)
            #expect(feedbacks == ["order": 2])
            let stored = try await database.asAdministrator {
                try await $0.rows(
                    "SELECT header, hash FROM fact ORDER BY seq", as: ([UInt8].self, [UInt8].self))
            }
            let lines = try book.batch(1, 4)
            #expect(stored.map(\.0) == lines.lines.map { Array(lines.body[$0.headerRange]) })
            for line in lines.lines {
                let data = try await database.storedData(of: book.station, seq: line.header.seq)
                #expect(data == line.salt + lines.body[line.dataRange])
            }
            #expect(stored.map(\.1) == lines.lines.map(\.hash.bytes))
        }
    }

    /// A station in touch sends empty batches all day; their answers must not pile up.
    @Test func anEmptyBatchKeepsOneReceipt() async throws {
        try await TestDatabase.with { database in
            let book = try book(2)
            try await database.send(book)
            let contact = FixedClock.now.addingTimeInterval(-60)
            let first = try await database.send(book, 3, 2, completeThrough: contact)
            let before = try await database.everything()
            #expect(try await database.send(book, 3, 2, completeThrough: contact) == first)
            #expect(try await database.everything() == before)
            let second = try await database.send(book, 3, 2, completeThrough: FixedClock.now)
            #expect(second != first)
            #expect(try await database.number("SELECT count(*) FROM sync_receipt") == 1)
            #expect(try TestDatabase.receipt(second).acceptedThrough == 2)
        }
    }

    /// One day with a wrong clock must not make a station "reported" for years.
    @Test func completeThroughNeverLiesAheadOfTheHubsClock() async throws {
        try await TestDatabase.with { database in
            let book = try book(2)
            try await database.send(book, 1, 2, completeThrough: FixedClock.now.addingTimeInterval(400 * 86_400))
            let ahead = try await database.asAdministrator {
                try await $0.first(
                    "SELECT count(*) FROM watermark WHERE complete_through > \(FixedClock.now)", as: Int64.self)
            }
            #expect(ahead == 0)
            #expect(try await database.number("SELECT count(complete_through) FROM watermark") == 1)
        }
    }

    @Test func quarantinedFactsAreCountedBesideTheWatermark() async throws {
        try await TestDatabase.with { database in
            var book = try book(2)
            for _ in 0..<3 { try book.record("feedback.taken", SampleData.feedback) }
            try await database.send(book, 1, 3)
            try await database.send(book, 2, 5)
            #expect(try await database.number("SELECT quarantined FROM watermark") == 3)
            #expect(try await database.number("SELECT count(*) FROM quarantine") == 3)
        }
    }

    @Test func theIdenticalBatchGetsTheIdenticalReceipt() async throws {
        try await TestDatabase.with { database in
            let book = try book()
            let first = try await database.send(book, 1, 4)
            let before = try await database.everything()
            #expect(try await database.send(book, 1, 4) == first)
            #expect(try await database.everything() == before)
            try await database.send(book, 5, 6)
            let later = try await database.everything()
            #expect(try await database.send(book, 1, 4) == first)
            #expect(try await database.everything() == later)
        }
    }

    @Test func anOverlapAddsOnlyWhatIsNew() async throws {
        try await TestDatabase.with { database in
            let book = try book()
            try await database.send(book, 1, 4)
            let receipt = try TestDatabase.receipt(try await database.send(book, 2, 6))
            #expect(receipt.added == 2)
            #expect(receipt.duplicates == 3)
            #expect(try await database.number("SELECT count(*) FROM fact") == 6)
            let feedbacks = try await database.amounts(.feedbacks, of: book.station)
            #expect(feedbacks == ["order": 6])
            let old = try TestDatabase.receipt(try await database.send(book, 1, 2))
            #expect(old.added == 0 && old.duplicates == 2 && old.acceptedThrough == 6)
        }
    }

    @Test func anEmptyBatchMovesCompleteThroughAndNothingBack() async throws {
        try await TestDatabase.with { database in
            let book = try book(1)
            try await database.send(book, 1, 1, completeThrough: FixedClock.now - 3_600)
            try await database.send(book, 2, 1, completeThrough: FixedClock.now - 1_800)
            let query: Query = "SELECT extract(epoch FROM complete_through)::int8 FROM watermark"
            let reported = Int64(FixedClock.now.timeIntervalSince1970) - 1_800
            #expect(try await database.number(query) == reported)
            try await database.send(book, 2, 1, completeThrough: FixedClock.now - 3_600)
            #expect(try await database.number(query) == reported)
            #expect(try await database.number("SELECT count(*) FROM fact") == 1)
        }
    }

    @Test func impossibleTimesAndActorsAreQuarantined() async throws {
        try await TestDatabase.with { database in
            var book = StationBook(try .number(1))
            let day = "2026-03-02T04:00:00"
            try book.forge("feedback.given", SampleData.feedback, replacing: day, with: "2026-02-30T04:00:00")
            try book.forge("feedback.given", SampleData.feedback, replacing: "staff:1", with: "nobody")
            try book.forge("feedback.given", SampleData.feedback, replacing: #""id":"o1""#, with: #""id":"\u0000""#)
            try book.record("feedback.given", SampleData.feedback)
            let receipt = try await database.send(book)
            #expect(receipt.quarantined.map(\.seq) == [1, 2, 3])
            #expect(receipt.quarantined.map(\.code) == ["impossible_date", "invalid_actor", "null_character"])
            let feedbacks = try await database.amounts(.feedbacks, of: book.station)
            #expect(feedbacks == ["order": 1])
            #expect(try await database.number("SELECT count(*) FROM fact WHERE occurred_at IS NULL") == 1)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func anImpossibleTimeOfAnInvalidActorIsStoredWithoutATime() async throws {
        try await TestDatabase.with { database in
            var book = StationBook(try .number(1))
            let header =
                #""occurredAt":"2026-03-02T04:00:00.000Z","recordedAt":"2026-03-02T04:00:00.000Z","actor":"staff:1""#
            try book.forge(
                "feedback.given", SampleData.feedback, replacing: header,
                with: #""occurredAt":"2026-02-30T04:00:00Z","recordedAt":"2026-03-02T04:00:00Z","actor":"nobody""#)
            let quarantined = try await database.send(book).quarantined.map(\.seq)
            #expect(quarantined == [1])
            #expect(try await database.number("SELECT count(*) FROM fact WHERE occurred_at IS NULL") == 1)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var first: Int64
        var last: Int64
        /// Where the book that is sent parts from the stored one; nil when it doesn't.
        var partsAt: Int64?
        var isExpected: @Sendable (BatchRefusal) -> Bool
    }

    static let refusals = [
        Refused(testDescription: "gap", first: 6, last: 6) { $0 == .gap(expected: 5) },
        Refused(testDescription: "fork", first: 1, last: 6, partsAt: 2) {
            if case .fork(seq: 3, _, _) = $0 { true } else { false }
        },
        Refused(testDescription: "broken chain", first: 5, last: 6, partsAt: 2) { $0 == .brokenChain(seq: 5) },
        Refused(testDescription: "empty fork", first: 5, last: 4, partsAt: 2) {
            if case .fork(seq: 4, _, _) = $0 { true } else { false }
        },
    ]

    @Test(arguments: refusals) func aRefusedBatchLeavesEveryTableUnchanged(_ given: Refused) async throws {
        try await TestDatabase.with { database in
            let book = try book()
            try await database.send(book, 1, 4)
            var sent = book
            if let place = given.partsAt {
                sent.truncate(to: place)
                while sent.count < book.count { try sent.record("order.placed", SampleData.order()) }
            }
            let before = try await database.everything()
            do {
                try await database.send(sent, given.first, given.last)
                Issue.record("the batch was accepted")
            } catch let refusal as BatchRefusal {
                #expect(given.isExpected(refusal), "\(refusal)")
            }
            #expect(try await database.everything() == before)
        }
    }

    @Test func theFirstBatchMayBeRefusedToo() async throws {
        try await TestDatabase.with { database in
            let book = try book()
            let before = try await database.everything()
            await #expect(throws: BatchRefusal.gap(expected: 1)) { try await database.send(book, 2, 3) }
            var other = StationBook(book.station, epoch: 2)
            try other.record("feedback.given", SampleData.feedback)
            let later = other
            await #expect(throws: BatchRefusal.unknownEpoch(current: 1)) { try await database.send(later, 1, 1) }
            #expect(try await database.everything() == before)
        }
    }

    @Test func theSyncStateFollows() async throws {
        try await TestDatabase.with { database in
            let book = try book()
            let read = ReadSyncState(database: database.hub)
            #expect(try await read(book.station) == Watermark(epoch: 1, acceptedThrough: 0, lastHash: book.hash(at: 0)))
            try await database.send(book, 1, 4)
            #expect(try await read(book.station) == Watermark(epoch: 1, acceptedThrough: 4, lastHash: book.hash(at: 4)))
        }
    }
}
