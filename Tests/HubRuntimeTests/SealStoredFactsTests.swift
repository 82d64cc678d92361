import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// A database from before there was sealing is sealed while the hub works.
@Suite(.timeLimit(.minutes(5))) struct SealStoredFactsTests {
    private func book(_ subject: UUID) throws -> StationBook {
        var book = StationBook(try .number(1))
        try book.record("resident.registered", SampleData.resident, subject: subject)
        try book.record("screening.completed", SampleData.itemNine, subject: subject)
        try book.record("order.placed", SampleData.order(), subject: subject)
        try book.record("channel.measured", SampleData.channel)
        try book.record("correction", SampleData.correction(of: 3, with: SampleData.order(fen: 5)))
        try book.record("correction", SampleData.correction(of: 5, with: nil))
        try book.record("correction", SampleData.correction(of: 99, with: nil))
        try book.record("screening.completed", SampleData.itemNine)
        return book
    }

    /// Puts the tables into the state in which a hub without sealing left them.
    private func makePlain(_ book: StationBook, in database: TestDatabase) async throws {
        let (lines, body) = (try book.batch(1, book.count).lines, book.body(1, book.count))
        try await database.asAdministrator { connection in
            for line in lines {
                let data = Array(body[line.dataRange])
                try await connection.execute(
                    "UPDATE fact SET salt = \(line.salt), data = \(data), sealed_for = NULL WHERE seq = \(line.header.seq)"
                )
            }
            try await connection.execute(
                "UPDATE attention SET detail = NULL, reasons = '{item9-positive}', instrument = 'PHQ-9'")
            try await connection.execute("DELETE FROM subject_key")
        }
    }

    @Test func whatIsPlainIsSealedAndStaysReadable() async throws {
        let subject = UUID()
        let book = try book(subject)
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(book)
            try await database.applyEffects()
            let sealedFor: Query = "SELECT coalesce(sealed_for::text, 'plain') FROM fact ORDER BY seq"
            let before = try await database.texts(sealedFor)
            try await makePlain(book, in: database)
            #expect(try await database.rollupDifferences().isEmpty)
            let erase = EraseSubject(database: database.hub, rules: database.rules, keys: database.keys)
            await #expect(throws: ErasureError.plainFacts(book.station)) {
                try await erase(ResidentID(rawValue: subject), of: book.station)
            }
            let seal = SealStoredFacts(
                database: database.hub, rules: database.rules, keys: database.keys, pageSize: 2)
            #expect(try await seal.stations() == [book.station])
            #expect(try await seal(book.station) == 8)
            #expect(try await seal(book.station) == 0)
            #expect(try await database.texts(sealedFor) == before)
            #expect(try await database.number("SELECT count(*) FROM fact WHERE salt IS NOT NULL") == 1)
            let (lines, body) = (try book.batch(1, book.count).lines, book.body(1, book.count))
            for line in lines {
                let stored = try await database.storedData(of: book.station, seq: line.header.seq)
                #expect(stored == line.salt + body[line.dataRange])
            }
            #expect(try await database.openAttention().first?.contains("item9-positive") == true)
            #expect(try await database.rollupDifferences().isEmpty)
            _ = try await erase(ResidentID(rawValue: subject), of: book.station)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    /// Facts are append-only: the one right to change them reaches from plain to sealed and no further.
    @Test func whatIsSealedCanNotBeChanged() async throws {
        let book = try book(UUID())
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(book)
            let before = try await database.everything()
            for principal in [Principal.district, .station(book.station)] {
                for statement: Query in [
                    "UPDATE fact SET data = NULL WHERE sealed_for IS NOT NULL",
                    "UPDATE fact SET sealed_for = NULL WHERE sealed_for IS NOT NULL",
                ] {
                    let changed = try await database.hub.withTransaction(as: principal) {
                        try await $0.execute(statement).rows
                    }
                    #expect(changed == 0, "\(statement)")
                }
            }
            await #expect(throws: PostgresError.self) {
                try await database.hub.withTransaction(as: .district) {
                    _ = try await $0.execute("UPDATE fact SET data = NULL WHERE sealed_for IS NULL")
                }
            }
            #expect(try await database.everything() == before)
        }
    }
}
