import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import TestSupport
import Testing

/// Several requests of one station at once, as several hub processes would take them.
@Suite(.timeLimit(.minutes(5))) struct ConcurrentIngestTests {
    private func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        for _ in 0..<20 { try book.record("feedback.given", SampleData.feedback) }
        return book
    }

    private func sendAtOnce(
        _ database: TestDatabase, _ batches: [(book: StationBook, first: Int64, last: Int64)]
    ) async -> [Result<[UInt8], any Error>] {
        await withTaskGroup(of: Result<[UInt8], any Error>.self) { group in
            for (book, first, last) in batches {
                group.addTask {
                    do {
                        return .success(try await database.send(book, first, last))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// - Parameter stored: how many facts the hub has before; 0 when it never heard of the station.
    @Test(arguments: [0, 7] as [Int64]) func theSameBatchEightTimes(stored: Int64) async throws {
        try await TestDatabase.with { database in
            let book = try book()
            if stored > 0 { try await database.send(book, 1, stored) }
            let answers = await sendAtOnce(database, Array(repeating: (book, 1, 20), count: 8))
            let receipts = try answers.map { try $0.get() }
            #expect(Set(receipts).count == 1)
            #expect(try TestDatabase.receipt(receipts[0]).added == 20 - Int(stored))
            #expect(try await database.number("SELECT count(*) FROM fact") == 20)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test(arguments: [0, 7] as [Int64]) func ofTwoContinuationsOneIsAccepted(stored: Int64) async throws {
        try await TestDatabase.with { database in
            let book = try book()
            if stored > 0 { try await database.send(book, 1, stored) }
            var other = book
            other.truncate(to: stored)
            while other.count < 15 { try other.record("order.placed", SampleData.order()) }
            let answers = await sendAtOnce(database, [(book, stored + 1, 20), (other, stored + 1, 15)])
            let refusals = answers.compactMap { answer -> BatchRefusal? in
                if case .failure(let error) = answer { error as? BatchRefusal } else { nil }
            }
            #expect(refusals.count == 1)
            guard case .fork(let seq, _, _) = refusals.first else {
                Issue.record("\(refusals)")
                return
            }
            #expect(seq == stored + 1)
            let facts = try await database.number("SELECT count(*) FROM fact")
            #expect([15, 20].contains(facts))
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func overlappingPartsOfOneBookAllFit() async throws {
        try await TestDatabase.with { database in
            let book = try book()
            let answers = await sendAtOnce(database, [(book, 1, 5), (book, 1, 12), (book, 1, 20), (book, 1, 1)])
            for answer in answers { _ = try answer.get() }
            #expect(try await database.number("SELECT count(*) FROM fact") == 20)
            let feedbacks = try await database.amounts(.feedbacks, of: book.station)
            #expect(feedbacks == ["order": 20])
        }
    }

    @Test func severalStationsDoNotWaitForEachOther() async throws {
        try await TestDatabase.with { database in
            var batches: [(book: StationBook, first: Int64, last: Int64)] = []
            for number in 1...3 {
                var book = StationBook(try .number(number))
                for _ in 0..<10 { try book.record("order.placed", SampleData.order()) }
                batches.append((book, 1, 10))
            }
            for answer in await sendAtOnce(database, batches) { _ = try answer.get() }
            #expect(try await database.number("SELECT count(*) FROM fact") == 30)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }
}

/// One request of a station at a time; the others wait in order.
@Suite(.timeLimit(.minutes(1))) struct StationTurnsTests {
    @Test func moreThanTheLimitAreTurnedAway() async throws {
        let turns = StationTurns(limit: 1)
        let station = try StationCode.number(1)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let busy = Task {
            try await turns.withTurn(of: station) {
                start.yield(); for await _ in released { break }
            }
        }
        for await _ in started { break }
        let results = await withTaskGroup(of: Bool.self) { group in
            // One of the two waits, the other finds the queue full at once.
            for _ in 0..<2 {
                group.addTask {
                    do {
                        try await turns.withTurn(of: station) {}
                        return true
                    } catch {
                        return false
                    }
                }
            }
            let first = await group.next()
            release.finish()
            return [first, await group.next()]
        }
        #expect(results == [false, true])
        try await busy.value
        try await turns.withTurn(of: station) {}
    }

    @Test func aTurnThatFailsLetsTheNextOneIn() async throws {
        let turns = StationTurns()
        let station = try StationCode.number(1)
        await #expect(throws: MissingFixture.self) {
            try await turns.withTurn(of: station) { throw MissingFixture(name: "nothing") }
        }
        #expect(try await turns.withTurn(of: station) { 3 } == 3)
    }
}
