import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import Services
import TestSupport
import Testing

/// Corrections, each in the same batch as what it corrects and in a later one: the read models come out the same.
@Suite(.timeLimit(.minutes(5))) struct CorrectionTests {
    private static let subject = UUID()

    /// Sends a book in two batches that part after `boundary`, or in one, and compares roll-up and recount.
    private func check(
        _ book: StationBook, boundary: Int64,
        _ expect: @Sendable (TestDatabase, [BatchReceipt.Quarantined]) async throws -> Void
    ) async throws {
        for cut in [book.count, boundary] {
            try await TestDatabase.with(stations: 1) { database in
                var quarantined = try TestDatabase.receipt(try await database.send(book, 1, cut)).quarantined
                if cut < book.count {
                    quarantined += try TestDatabase.receipt(try await database.send(book, cut + 1, book.count))
                        .quarantined
                }
                try await database.applyEffects()
                try await expect(database, quarantined)
                #expect(try await database.rollupDifferences().isEmpty, "batches cut after \(cut)")
            }
        }
    }

    @Test func aReplacementTakesThePlace() async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(fen: 8_000))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 9_000)))
        let station = book.station
        try await check(book, boundary: 1) { database, quarantined in
            #expect(quarantined.isEmpty)
            let orderAmounts = try await database.amounts(.orderAmounts, of: station)
            #expect(orderAmounts == ["placed": 9_000])
            let orderSteps = try await database.amounts(.orderSteps, of: station)
            #expect(orderSteps == ["placed": 1])
        }
    }

    @Test func aWithdrawalTakesEverythingBack() async throws {
        var book = StationBook(try .number(1))
        try book.record("order.delivered", SampleData.order(), subject: Self.subject)
        try book.record("correction", SampleData.correction(of: 1, with: nil))
        try await check(book, boundary: 1) { database, _ in
            let rollups = try await database.number("SELECT count(*) FROM rollup WHERE amount <> 0")
            #expect(rollups == 0)
            let personDays = try await database.number("SELECT count(*) FROM person_day WHERE sightings <> 0")
            #expect(personDays == 0)
            let orders = try await database.number("SELECT count(*) FROM service_order WHERE state IS NOT NULL")
            #expect(orders == 0)
        }
    }

    @Test(arguments: [1, 2] as [Int64]) func theLastOfTwoCorrectionsCounts(boundary: Int64) async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(fen: 100))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 200)))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 300)))
        let station = book.station
        try await check(book, boundary: boundary) { database, _ in
            let orderAmounts = try await database.amounts(.orderAmounts, of: station)
            #expect(orderAmounts == ["placed": 300])
        }
    }

    @Test(arguments: [1, 2] as [Int64]) func whatWasWithdrawnCanComeBack(boundary: Int64) async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(fen: 100))
        try book.record("correction", SampleData.correction(of: 1, with: nil))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 300)))
        let station = book.station
        try await check(book, boundary: boundary) { database, quarantined in
            #expect(quarantined.isEmpty)
            let orderAmounts = try await database.amounts(.orderAmounts, of: station)
            #expect(orderAmounts == ["placed": 300])
        }
    }

    enum Quarantined: String, Sendable, CaseIterable {
        case invalidData, unknownVersion, invalidActor
    }

    /// What was quarantined counted for nothing, so a correction has nothing to take back.
    @Test(arguments: Quarantined.allCases) func aQuarantinedFactCanBeReplaced(_ why: Quarantined) async throws {
        var book = StationBook(try .number(1))
        switch why {
        case .invalidData: try book.record("order.placed", SampleData.order(fen: -1))
        case .unknownVersion: try book.record("order.placed", SampleData.order(), version: 2)
        case .invalidActor: try book.record("order.placed", SampleData.order(), actor: "nobody")
        }
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 300)))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 500)))
        let station = book.station
        try await check(book, boundary: 1) { database, quarantined in
            #expect(quarantined.map(\.seq) == [1])
            let orderAmounts = try await database.amounts(.orderAmounts, of: station)
            #expect(orderAmounts == ["placed": 500])
            let orderSteps = try await database.amounts(.orderSteps, of: station)
            #expect(orderSteps == ["placed": 1])
        }
    }

    @Test func aQuarantinedFactCanBeWithdrawn() async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(), version: 2)
        try book.record("correction", SampleData.correction(of: 1, with: nil))
        try await check(book, boundary: 1) { database, quarantined in
            #expect(quarantined.map(\.seq) == [1])
            let rollups = try await database.number("SELECT count(*) FROM rollup WHERE amount <> 0")
            #expect(rollups == 0)
        }
    }

    @Test func whatCannotBeCorrectedIsQuarantined() async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(fen: 100))  // 1
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 200)))  // 2
        try book.record("correction", SampleData.correction(of: 2, with: nil))  // 3: of a correction
        try book.record("correction", SampleData.correction(of: 4, with: nil))  // 4: of itself
        try book.record("correction", SampleData.correction(of: 99, with: nil))  // 5: of a later one
        try book.record("correction", SampleData.correction(of: 1, epoch: 2, with: nil))  // 6: of a later epoch
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: -5)))  // 7: invalid
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.feedback))  // 8: of another kind
        try book.record("order.lost", SampleData.order())  // 9: unknown kind
        try book.record("correction", SampleData.correction(of: 9, with: SampleData.order()))  // 10
        let station = book.station
        try await check(book, boundary: 2) { database, quarantined in
            #expect(quarantined.map(\.seq) == [3, 4, 5, 6, 7, 8, 9, 10])
            #expect(
                quarantined.map(\.code) == [
                    "nothing_to_correct", "nothing_to_correct", "nothing_to_correct", "nothing_to_correct",
                    "out_of_range",
                    "missing_field", "unknown_kind", "nothing_to_correct",
                ])
            let orderAmounts = try await database.amounts(.orderAmounts, of: station)
            #expect(orderAmounts == ["placed": 200])
        }
    }

    /// Nobody knows what to take back then, and guessing would count the screening twice.
    @Test func aFactOfARetiredInstrumentIsNotCorrectedBlindly() async throws {
        var book = StationBook(try .number(1))
        try book.record("screening.completed", SampleData.moderate, subject: UUID())
        try book.record("correction", SampleData.correction(of: 1, with: nil))
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(sent, 1, 1)
            let retired = FactRules(instruments: [], timeZone: .gmt)
            let ingest = IngestBatch(
                database: database.hub, rules: retired, keys: database.keys, now: { FixedClock.now })
            let batch = try sent.batch(2, 2)
            let receipt = try TestDatabase.receipt(
                try await ingest(
                    batch, digest: TestDatabase.digest(of: batch), signature: TestDatabase.signature
                ).receipt)
            #expect(receipt.quarantined.map(\.code) == ["unreadable_target"])
            let screenings = try await database.amounts(.screeningsReceived, of: sent.station)
            #expect(screenings == ["PHQ-9": 1])
            let recount = try await RecountRollups(database: database.hub, rules: retired, keys: database.keys)(
                sent.station)
            #expect(recount.unreadable == [FactPlace(epoch: 1, seq: 1)])
            #expect(!recount.differences.isEmpty)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func aCorrectionThatWasSentBeforeIsNotAppliedAgain() async throws {
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(fen: 100))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 200)))
        try book.record("order.accepted", SampleData.order(fen: 200))
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(sent, 1, 2)
            try await database.send(sent, 1, 3)
            try await database.send(sent, 2, 3)
            let orderAmounts = try await database.amounts(.orderAmounts, of: sent.station)
            #expect(orderAmounts == ["accepted": 200])
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func theFirstDayMovesWithACorrection() async throws {
        var book = StationBook(try .number(1))
        let day: TimeInterval = 86_400
        try book.record("order.delivered", SampleData.order(), subject: Self.subject, at: FixedClock.now)
        try book.record("order.delivered", SampleData.order(), subject: Self.subject, at: FixedClock.now + 3 * day)
        try book.record("correction", SampleData.correction(of: 1, with: nil))
        try await check(book, boundary: 2) { database, _ in
            let days = try await database.texts(
                "SELECT occurred_day::text FROM rollup WHERE indicator = 'persons.ever' AND amount <> 0")
            #expect(days == ["2026-03-05"])
        }
    }
}
