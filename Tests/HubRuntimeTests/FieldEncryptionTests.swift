import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import TestSupport
import Testing

/// What is about a person is stored sealed for that person, at its place, and nowhere else readable.
@Suite(.timeLimit(.minutes(5))) struct FieldEncryptionTests {
    private static let marker = "ZQ7MARKERX"

    /// Facts whose data holds the marker wherever text may stand: valid and invalid, with and without a subject, corrections
    /// of known and unknown facts.
    private func markedBook(_ subject: UUID) throws -> StationBook {
        let marker = Self.marker
        var book = StationBook(try .number(1))
        let consents = #"[{"purpose":"\#(marker)","textVersion":"1"}]"#
        let resident = #"{"birthYearBand":"1955-1959","sex":"female","tags":["\#(marker)"],"consents":\#(consents)}"#
        let order = #"{"order":"o1","package":"p","item":"\#(marker)","amountFen":1,"reason":"\#(marker)"}"#
        let screening = SampleData.itemNine.replacing(#""reasons":[]"#, with: #""reasons":["\#(marker)"]"#)
        try book.record("resident.registered", resident, subject: subject)
        try book.record("order.placed", order, subject: subject)
        try book.record("screening.completed", screening, subject: subject)
        try book.record("screening.completed", screening)  // 4: quarantined, about nobody who is named
        for data in [
            #"{"birthYearBand":"\#(marker)"}"#, #"{"birthYearBand":5,"sex":"\#(marker)"}"#,
            #"{"birthYearBand":"1955-1959","sex":"\#(marker)"}"#, #""\#(marker)""#,
        ] {
            try book.record("resident.registered", data, subject: subject)
        }
        try book.record("feedback.given", #"{"about":{"kind":"\#(marker)"},"score":"\#(marker)"}"#)
        try book.record("correction", SampleData.correction(of: 2, with: order))  // in the batch
        try book.record("correction", SampleData.correction(of: 999, with: order))
        try book.record("correction", #"{"corrects":"\#(marker)"}"#)
        try book.record("correction", SampleData.correction(of: 9, with: order), subject: UUID())
        return book
    }

    private func expectNoMarker(in database: TestDatabase) async throws {
        let bytes = Self.marker.utf8.map { String($0, radix: 16) }.joined()
        let base64 = [0, 1, 2].map { shift in
            // Three ways in which base64 can cut the text; edges are left out.
            Data(Array(repeating: UInt8(ascii: "x"), count: shift) + Array(Self.marker.utf8)).base64EncodedString()
                .dropFirst(4).dropLast(4)
        }
        for (table, rows) in try await database.everything() {
            for row in rows {
                #expect(!row.contains(Self.marker) && !row.contains(bytes), "\(table)")
                #expect(!base64.contains { row.contains($0) }, "\(table)")
            }
        }
    }

    @Test(arguments: [1, 2, 9, 13] as [Int64]) func nothingOfAPersonIsReadableInTheDatabase(cut: Int64) async throws {
        let subject = UUID()
        var book = try markedBook(subject)
        try book.record("correction", SampleData.correction(of: 3, with: nil))
        try book.record("correction", SampleData.correction(of: 3, with: SampleData.itemNine))
        let sent = book
        try await TestDatabase.with(stations: 1) { database in
            try await database.send(sent, 1, cut)
            try await expectNoMarker(in: database)
            try await database.send(sent, cut + 1, sent.count)
            try await expectNoMarker(in: database)
            try await database.applyEffects()
            try await expectNoMarker(in: database)
            #expect(try await database.number("SELECT count(*) FROM fact WHERE sealed_for IS NULL") == 0)
            #expect(try await database.rollupDifferences().isEmpty)
            for (index, line) in try sent.batch(1, sent.count).lines.enumerated() {
                let body = sent.body(1, sent.count)
                let opened = try await database.storedData(of: sent.station, seq: Int64(index + 1))
                #expect(opened == line.salt + body[line.dataRange], "fact \(index + 1)")
            }
        }
    }

    @Test func aCorrectionIsSealedForWhomTheCorrectedFactIsAbout() async throws {
        let (subject, other) = (UUID(), UUID())
        var book = StationBook(try .number(1))
        try book.record("order.placed", SampleData.order(), subject: subject)
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 5)))
        try book.record("correction", SampleData.correction(of: 1, with: SampleData.order(fen: 6)), subject: other)
        try book.record("correction", SampleData.correction(of: 2, with: nil))
        try book.record("channel.measured", SampleData.channel)
        try book.record("correction", SampleData.correction(of: 5, with: nil))
        let sent = book
        for cut in [1, 3, 6] as [Int64] {
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(sent, 1, cut)
                if cut < sent.count { try await database.send(sent, cut + 1, sent.count) }
                let sealed = try await database.texts(
                    "SELECT coalesce(sealed_for::text, 'plain') FROM fact ORDER BY seq")
                let (subject, nobody) = (subject.uuidString.lowercased(), SubjectKeys.nobody.description)
                #expect(sealed == [subject, subject, subject, subject, "plain", nobody], "cut after \(cut)")
            }
        }
    }

    /// One person's key for each resident and station, used from batch to batch.
    @Test func everySubjectHasOneKey() async throws {
        let (one, two) = (UUID(), UUID())
        var book = StationBook(try .number(1))
        for subject in [one, two, one, one, two] {
            try book.record("order.placed", SampleData.order(), subject: subject)
        }
        let sent = book
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(sent, 1, 2)
            let before = try await database.texts("SELECT subject_key::text FROM subject_key ORDER BY 1")
            #expect(before.count == 2)
            try await database.send(sent, 3, 5)
            try await database.send(sent, 1, 5)
            #expect(try await database.texts("SELECT subject_key::text FROM subject_key ORDER BY 1") == before)
            var other = StationBook(try .number(2))
            try other.record("order.placed", SampleData.order(), subject: one)
            try await database.send(other)
            #expect(try await database.number("SELECT count(DISTINCT wrapped_key) FROM subject_key") == 3)
            let ciphertexts = try await database.number("SELECT count(DISTINCT data) FROM fact")
            #expect(ciphertexts == 6, "a nonce of its own for every value")
        }
    }

    /// What each change to the tables does: the value must not open any more.
    @Test(
        arguments: [
            "UPDATE fact SET data = (SELECT data FROM fact WHERE seq = 2 AND station_id = 'S01') WHERE seq = 1",
            "UPDATE fact SET data = (SELECT data FROM fact WHERE station_id = 'S02') WHERE station_id = 'S01' AND seq = 1",
            "UPDATE fact SET data = set_byte(data, 20, get_byte(data, 20) # 1) WHERE seq = 1",
            "UPDATE fact SET data = substring(data FROM 1 FOR 27) WHERE seq = 1",
            "UPDATE fact SET epoch = 2 WHERE seq = 1; UPDATE fact SET seq = 1 WHERE seq = 2",
        ]) func aValueThatWasChangedOrMovedDoesNotOpen(change: String) async throws
    {
        let subject = UUID()
        try await TestDatabase.with(stations: 2) { database in
            for number in 1...2 {
                var book = StationBook(try .number(number))
                try book.record("order.placed", SampleData.order(), subject: subject)
                if number == 1 { try book.record("order.placed", SampleData.order(fen: 5), subject: subject) }
                try await database.send(book)
            }
            let station = try StationCode.number(1)
            #expect(try await database.storedData(of: station, seq: 1) != nil)
            _ = try await database.asAdministrator { try await $0.executeScript(change) }
            await #expect(throws: SealBroken.self) { try await database.storedData(of: station, seq: 1) }
            await #expect(throws: SealBroken.self) { try await database.rollupDifferences() }
        }
    }

    @Test(
        arguments: [
            "UPDATE subject_key SET wrapped_key = (SELECT wrapped_key FROM subject_key WHERE station_id = 'S02')",
            "UPDATE subject_key SET wrapped_key = set_byte(wrapped_key, 30, get_byte(wrapped_key, 30) # 1)",
            "DELETE FROM subject_key WHERE station_id = 'S01'; UPDATE subject_key SET station_id = 'S01'",
        ]) func aKeyThatWasChangedOrMovedDoesNotOpen(change: String) async throws
    {
        let subject = UUID()
        try await TestDatabase.with(stations: 2) { database in
            for number in 1...2 {
                var book = StationBook(try .number(number))
                try book.record("order.placed", SampleData.order(), subject: subject)
                try await database.send(book)
            }
            _ = try await database.asAdministrator { try await $0.executeScript(change) }
            await #expect(throws: SubjectKeyError.unreadable) {
                try await database.storedData(of: .number(1), seq: 1)
            }
        }
    }

    @Test func theListToBeLookedAtTellsNeitherReasonsNorInstrument() async throws {
        try await TestDatabase.with(stations: 1) { database in
            var book = StationBook(try .number(1))
            try book.record("screening.completed", SampleData.itemNine, subject: UUID())
            try await database.send(book)
            for _ in 0..<2 {
                let contents = try await database.everything()
                for table in ["effect", "attention"] {
                    for row in contents[table] ?? [] {
                        #expect(!row.contains("item9") && !row.contains("PHQ"), "\(table)")
                    }
                }
                try await database.applyEffects()
            }
            let list = try await database.openAttention()
            #expect(list.count == 1)
            #expect(list.first?.contains(#"{"instrument":"PHQ-9","reasons":["item9-positive"]}"#) == true)
            let overview = try await ReadStationOverview(
                database: database.hub, configuration: ConfigurationInForce(database.configuration), keys: database.keys
            )(
                book.station, as: .district)
            #expect(overview?.attention.map(\.instrument) == ["PHQ-9"])
            // Whoever has to be looked at stays on the list, whatever happened to the words.
            _ = try await database.asAdministrator { try await $0.execute("UPDATE attention SET detail = '\\x00'") }
            let damaged = try await ReadStationOverview(
                database: database.hub, configuration: ConfigurationInForce(database.configuration), keys: database.keys
            )(
                book.station, as: .district)
            #expect(damaged?.attention.map(\.instrument) == [nil])
        }
    }

    @Test func withoutTheKeyNothingIsTaken() async throws {
        try await TestDatabase.with(stations: 1) { database in
            var book = StationBook(try .number(1))
            try book.record("order.placed", SampleData.order(), subject: UUID())
            let sent = book
            let before = try await database.everything()
            let others = try KeyRing(text: TestKeys.line(.lookup, id: "k1"))
            let batch = try sent.batch(1, 1)
            await #expect(throws: KeyRingError.noKey(.encryption)) {
                try await database.ingest(with: others)(
                    batch, digest: TestDatabase.digest(of: batch), signature: TestDatabase.signature)
            }
            #expect(try await database.everything() == before)
        }
    }

    /// Facts are append-only: the one right to change them reaches from plain to sealed and no further.
    @Test func whatIsSealedCanNotBeChanged() async throws {
        var facts = try markedBook(UUID())
        try facts.record("channel.measured", SampleData.channel)  // about nobody, and plain
        let book = facts
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
