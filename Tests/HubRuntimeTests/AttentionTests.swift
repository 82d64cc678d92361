import Federation
import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// From a screening to the list that a person must look at on the same day.
@Suite(.timeLimit(.minutes(5))) struct AttentionTests {
    private static let open: Query = "SELECT count(*) FROM attention WHERE withdrawn_at IS NULL"
    private static let waiting: Query = "SELECT count(*) FROM effect"

    private func book(_ data: String..., station: Int = 1) throws -> StationBook {
        var book = StationBook(try .number(station))
        for data in data { try book.record("screening.completed", data, subject: UUID()) }
        return book
    }

    @Test func aCriticalScreeningComesOntoTheList() async throws {
        try await TestDatabase.with { database in
            let book = try book(SampleData.itemNine, SampleData.moderate, SampleData.incompleteItemNine)
            try await database.send(book)
            #expect(try await database.number(Self.waiting) == 2)
            #expect(try await database.effects().applyPage() == 2)
            #expect(try await database.number(Self.waiting) == 0)
            let list = try await database.openAttention().map { $0.split(separator: "|").dropFirst(2) }
            let detail = #"{"instrument":"PHQ-9","reasons":["item9-positive"]}"#
            #expect(list.map { $0.joined(separator: "|") }.sorted() == ["none|\(detail)|f", "none|\(detail)|t"])
        }
    }

    @Test func applyingTwiceChangesNothing() async throws {
        try await TestDatabase.with { database in
            try await database.send(try book(SampleData.itemNine))
            let queue: Query = "CREATE TABLE kept AS SELECT * FROM effect"
            let again: Query = "INSERT INTO effect SELECT * FROM kept"
            _ = try await database.asAdministrator { try await $0.execute(queue) }
            try await database.applyEffects()
            let before = try await database.everything()
            _ = try await database.asAdministrator { try await $0.execute(again) }
            try await database.applyEffects()
            #expect(try await database.everything() == before)
        }
    }

    /// A crash between applying and removing: the transaction is undone as a whole, and the next round repeats it.
    @Test func aCrashInBetweenRepeatsHarmlessly() async throws {
        try await TestDatabase.with { database in
            try await database.send(try book(SampleData.itemNine, SampleData.incompleteItemNine))
            let denied: Query = "REVOKE DELETE ON effect FROM xinlian_app"
            let granted: Query = "GRANT DELETE ON effect TO xinlian_app"
            _ = try await database.asAdministrator { try await $0.execute(denied) }
            await #expect(throws: PostgresError.self) { try await database.effects().applyPage() }
            #expect(try await database.number(Self.open) == 0)
            #expect(try await database.number(Self.waiting) == 2)
            _ = try await database.asAdministrator { try await $0.execute(granted) }
            try await database.applyEffects()
            #expect(try await database.number(Self.open) == 2)
            #expect(try await database.number(Self.waiting) == 0)
        }
    }

    @Test func severalWorkersApplyEachEffectOnce() async throws {
        try await TestDatabase.with { database in
            var book = StationBook(try .number(1))
            for _ in 0..<60 { try book.record("screening.completed", SampleData.itemNine, subject: UUID()) }
            try await database.send(book)
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await database.effects().applyPage() } }
                return try await group.reduce(0, +)
            }
            #expect(applied == 60)
            #expect(try await database.number(Self.open) == 60)
        }
    }

    @Test func aCorrectionTakesItOffTheListAndBackOn() async throws {
        try await TestDatabase.with { database in
            var book = try book(SampleData.itemNine)
            try await database.send(book)
            try await database.applyEffects()
            #expect(try await database.number(Self.open) == 1)
            try book.record("correction", SampleData.correction(of: 1, with: SampleData.moderate))
            try await database.send(book, 2, 2)
            try await database.applyEffects()
            #expect(try await database.number(Self.open) == 0)
            #expect(try await database.number("SELECT count(*) FROM attention") == 1)
            try book.record("correction", SampleData.correction(of: 1, with: SampleData.incompleteItemNine))
            try await database.send(book, 3, 3)
            try await database.applyEffects()
            #expect(try await database.number(Self.open) == 1)
        }
    }

    @Test func aCorrectionBeforeTheEffectWasAppliedLeavesNothing() async throws {
        try await TestDatabase.with { database in
            var book = try book(SampleData.itemNine)
            try await database.send(book)
            try book.record("correction", SampleData.correction(of: 1, with: nil))
            try await database.send(book, 2, 2)
            try await database.applyEffects()
            #expect(try await database.number(Self.open) == 0)
        }
    }

    /// A fact's id is the station's own choice, so it must neither reach into another station's list nor keep its own off.
    @Test func twoStationsWithTheSameFactIdBothStandOnTheList() async throws {
        try await TestDatabase.with { database in
            let id = FactID(at: FixedClock.now)
            let open: Query =
                "SELECT concat_ws('|', station_id, scored) FROM attention WHERE withdrawn_at IS NULL ORDER BY 1"
            var (own, other) = (StationBook(try .number(1)), StationBook(try .number(2)))
            try own.record("screening.completed", SampleData.itemNine, subject: UUID(), id: id)
            try await database.send(own)
            try other.record("screening.completed", SampleData.incompleteItemNine, subject: UUID(), id: id)
            try await database.send(other)
            try await database.applyEffects()
            #expect(try await database.texts(open) == ["S01|t", "S02|f"])
            try other.record("correction", SampleData.correction(of: 1, with: nil))
            try await database.send(other, 2, 2)
            try await database.applyEffects()
            #expect(try await database.texts(open) == ["S01|t"])
        }
    }
}
