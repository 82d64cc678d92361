import FactLog
import Federation
import Foundation
import HubModel
import HubRuntime
import Indicators
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// Facts that are born at the hub: chained, sealed and counted like those that stations send.
@Suite(.timeLimit(.minutes(5))) struct HubFactTests {
    private static func fact(_ kind: FactKind, _ data: String, of resident: ResidentID? = nil) -> HubFact {
        HubFact(kind: kind, data: Array(data.utf8), actor: "staff:somebody", subject: resident)
    }

    private static func record(
        _ facts: [HubFact], in database: TestDatabase, _ station: StationCode
    ) async throws {
        try await RecordHubFacts(database: database.hub, rules: database.rules, keys: database.keys)(
            for: station, as: .station(station), at: FixedClock.now
        ) { _ in
            let event = AuditEvent(
                .change, .create, in: .station(station), by: .system, on: .init(.facts), at: FixedClock.now)
            return (facts, event)
        }
    }

    /// Follows a chain from its genesis by what is stored, as an auditor does.
    private static func isChain(_ station: StationCode, _ database: TestDatabase, count: Int64) async throws -> Bool {
        let rows = try await database.asAdministrator { connection in
            try await connection.rows(
                """
                SELECT seq, header, data_digest, hash FROM fact
                WHERE station_id = \(station.rawValue) AND origin = 'hub' ORDER BY epoch, seq
                """, as: (Int64.self, [UInt8].self, [UInt8].self, [UInt8].self))
        }
        var previous = FactChain.genesis(station: station, origin: .hub, epoch: 1)
        for (offset, row) in rows.enumerated() {
            guard row.0 == Int64(offset) + 1, let digest = FactHash(bytes: row.2) else { return false }
            let last = previous
            let hash = row.1.withUnsafeBytes { FactChain.link(previous: last, header: $0, dataDigest: digest) }
            guard hash.bytes == row.3 else { return false }
            previous = hash
        }
        let watermark = try await database.texts(
            """
            SELECT accepted_through || ' ' || encode(last_hash, 'hex') FROM watermark
            WHERE station_id = \(station.rawValue) AND origin = 'hub'
            """)
        return Int64(rows.count) == count && watermark == ["\(count) \(previous)"]
    }

    @Test func theyJoinAChainOfTheirOwnAndCount() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let (station, resident) = (try StationCode.number(1), ResidentID())
            var book = StationBook(station)
            try book.record("order.placed", SampleData.order("o1"), subject: resident.rawValue)
            try await database.send(book)
            try await Self.record(
                [
                    Self.fact(.orderAccepted, SampleData.order("o1"), of: resident),
                    Self.fact(.orderPlaced, SampleData.order("o2", fen: 500)),
                ], in: database, station)
            #expect(try await Self.isChain(station, database, count: 2))
            #expect(try await database.amounts(.orderStates, of: station) == ["accepted": 1, "placed": 1])
            // What is about somebody is sealed, and opens again for the recount.
            let sealed = try await database.texts(
                "SELECT (sealed_for IS NOT NULL)::text FROM fact WHERE origin = 'hub' ORDER BY seq")
            #expect(sealed == ["true", "false"])
            #expect(try await database.rollupDifferences().isEmpty)
            // The station's own chain goes on as if nothing had been.
            try book.record("order.delivered", SampleData.order("o1"), subject: resident.rawValue)
            try await database.send(book, 2, 2)
            #expect(try await database.amounts(.orderStates, of: station) == ["delivered": 1, "placed": 1])
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func callersAtTheSameTimeComeOneAfterTheOther() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let station = try StationCode.number(1)
            var book = StationBook(station)
            for _ in 0..<8 { try book.record("order.placed", SampleData.order("o1")) }
            let whole = book
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...8 {
                    group.addTask {
                        try await Self.record(
                            [Self.fact(.orderAccepted, SampleData.order("o1", fen: number))], in: database, station)
                    }
                }
                // A batch about the same order meanwhile.
                group.addTask { try await database.send(whole) }
                try await group.waitForAll()
            }
            #expect(try await Self.isChain(station, database, count: 8))
            #expect(try await database.amounts(.orderSteps, of: station) == ["placed": 8, "accepted": 8])
            #expect(try await database.number("SELECT cardinality(steps)::int8 FROM service_order") == 16)
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func whatTheRulesRefuseIsNotRecorded() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let station = try StationCode.number(1)
            let before = try await database.everything()
            await #expect(throws: HubFactError.self) {
                try await Self.record([Self.fact(.orderPlaced, SampleData.order(fen: -1))], in: database, station)
            }
            await #expect(throws: HubFactError.notOfTheHub(.consentGiven)) {
                try await Self.record(
                    [Self.fact(.consentGiven, SampleData.consent, of: ResidentID())], in: database, station)
            }
            #expect(try await database.everything() == before)
        }
    }

    @Test func correctionsStayInTheirOwnChain() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let station = try StationCode.number(1)
            var book = StationBook(station)
            try book.record("order.placed", SampleData.order("of-station", fen: 100))
            try await Self.record([Self.fact(.orderPlaced, SampleData.order("of-hub", fen: 10))], in: database, station)
            try book.record("correction", SampleData.correction(of: 1, with: SampleData.order("of-station", fen: 200)))
            try await database.send(book)
            #expect(try await database.amounts(.orderAmounts, of: station) == ["placed": 210])
            try await Self.record(
                [Self.fact(.correction, SampleData.correction(of: 1, with: nil))], in: database, station)
            #expect(try await database.amounts(.orderAmounts, of: station) == ["placed": 200])
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }

    @Test func erasingAResidentTakesThemToo() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let (station, resident) = (try StationCode.number(1), ResidentID())
            try await Self.record(
                [
                    Self.fact(.orderPlaced, SampleData.order("o1"), of: resident),
                    Self.fact(.orderPlaced, SampleData.order("o2"), of: ResidentID()),
                ], in: database, station)
            let erase = EraseSubject(
                database: database.hub, rules: database.rules, keys: database.keys, now: { FixedClock.now })
            #expect(try await erase(resident, of: station).facts == 1)
            #expect(try await database.texts("SELECT order_id FROM service_order") == ["o2"])
            #expect(try await Self.isChain(station, database, count: 2))
            #expect(try await database.rollupDifferences().isEmpty)
        }
    }
}
