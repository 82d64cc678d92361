import Foundation
import Postgres
import TestSupport
import Testing

@testable import Protection

@Suite(.timeLimit(.minutes(5))) struct AuditRetentionTests {
    @Test func lessThanSixMonthsIsRefused() throws {
        #expect(throws: AuditError.retentionTooShort(months: 5)) { try AuditRetention(months: 5) }
        #expect(try AuditRetention(months: 6).months == 6)
        #expect(AuditRetention.standard.months == 36)
    }

    /// Makes the entries of a stream up to a number so much older, before any checkpoint speaks of them.
    private func age(_ stream: String, through seq: Int64, by interval: String, _ fixture: AuditFixture) async throws {
        try await fixture.database.asAdministrator { connection in
            _ = try await connection.execute(
                """
                UPDATE audit_event SET stored_at = stored_at - \(unescaped: "interval '\(interval)'")
                WHERE stream = \(stream) AND seq <= \(seq)
                """)
            try await AuditFixture.rechain(stream, from: 1, on: connection)
        }
    }

    private func append(_ counts: [Int], _ fixture: AuditFixture) async throws {
        for (stream, count) in zip(AuditFixture.streams, counts) {
            let event = AuditEvent(.read, .read, in: stream, by: .system, at: FixedClock.now)
            try await fixture.trail.record(Array(repeating: event, count: count))
        }
    }

    private func firstEntries(_ fixture: AuditFixture) async throws -> [String] {
        try await fixture.database.texts(
            "SELECT stream || ' ' || min(seq) || '-' || max(seq) FROM audit_event GROUP BY stream ORDER BY stream")
    }

    @Test func whatIsOldAndAnchoredIsRemoved() async throws {
        try await AuditFixture.with { fixture in
            try await append([20, 10, 5], fixture)
            try await age("bureau", through: 12, by: "38 months", fixture)
            try await age("station/S01", through: 10, by: "7 months", fixture)
            let write = fixture.writeCheckpoint
            // Nothing vouches for any entry yet, so none is removed.
            #expect(try await write.prune(.standard) == [])
            try await write()
            #expect(try await write.prune(.standard).map(\.seq) == [12])
            #expect(try await write.prune(.standard) == [])
            #expect(try await firstEntries(fixture) == ["bureau 13-20", "hospital/H01 1-5", "station/S01 1-10"])
            #expect(try await fixture.verify().findings == [])
            // A whole stream may have to go; it goes on where it ended.
            #expect(try await write.prune(try AuditRetention(months: 6)).map(\.seq) == [10])
            #expect(try await fixture.verify().findings == [])
            try await append([1, 1, 1], fixture)
            try await write()
            #expect(try await firstEntries(fixture) == ["bureau 13-21", "hospital/H01 1-6", "station/S01 11-11"])
            let report = try await fixture.verify()
            #expect(report.findings == [] && report.checkpoints == 4)
            #expect(report.streams.map(\.entries) == [9, 6, 1])
        }
    }

    @Test func oldEntriesBehindAYoungOneStay() async throws {
        try await AuditFixture.with { fixture in
            try await append([10], fixture)
            try await age("bureau", through: 6, by: "40 months", fixture)
            try await fixture.database.asAdministrator { connection in
                _ = try await connection.execute("UPDATE audit_event SET stored_at = now() WHERE seq = 4")
                try await AuditFixture.rechain("bureau", from: 1, on: connection)
            }
            try await fixture.writeCheckpoint()
            #expect(try await fixture.writeCheckpoint.prune(.standard).map(\.seq) == [3])
            #expect(try await firstEntries(fixture) == ["bureau 4-10"])
        }
    }

    /// The front of a stream is missing and no signed statement says that it was removed.
    @Test func removingWithoutAStatementIsFound() async throws {
        try await AuditFixture.with { fixture in
            try await append([20, 10], fixture)
            try await age("bureau", through: 12, by: "38 months", fixture)
            let write = fixture.writeCheckpoint
            try await write()
            let before = try await fixture.meddling { connection in
                _ = try await connection.execute("DELETE FROM audit_event WHERE stream = 'bureau' AND seq <= 12")
                return try await fixture.verify(on: connection)
            }
            #expect(before.findings == [.entriesMissing(stream: "bureau", from: 1, through: 12)])
            try await write.prune(.standard)
            let after = try await fixture.meddling { connection in
                _ = try await connection.execute("DELETE FROM audit_event WHERE stream = 'bureau' AND seq <= 14")
                return try await fixture.verify(on: connection)
            }
            #expect(after.findings == [.entriesMissing(stream: "bureau", from: 13, through: 14)])
            // An entry put back, or forged, in front of the cut.
            let front = try await fixture.meddling { connection in
                _ = try await connection.execute(
                    """
                    INSERT INTO audit_event SELECT stream, 12, recorded_at, stored_at, action, type, outcome, agent_kind,
                        agent, role, organization, source, entity_type, entity_id, purpose, reason, details, hash
                    FROM audit_event WHERE stream = 'bureau' AND seq = 13
                    """)
                return try await fixture.verify(on: connection)
            }
            #expect(front.findings == [.entryUnexpected(stream: "bureau", seq: 12)])
            // Entries behind the cut are still held by it.
            let changed = try await fixture.meddling { connection in
                _ = try await connection.execute(
                    "UPDATE audit_event SET reason = 'forged' WHERE stream = 'bureau' AND seq = 13")
                return try await fixture.verify(on: connection)
            }
            #expect(changed.findings == [.entryChanged(stream: "bureau", seq: 13)])
        }
    }

    /// The database itself keeps what is young, whatever a program's clock and settings say.
    @Test func youngEntriesStayWhateverIsAsked() async throws {
        try await AuditFixture.with { fixture in
            try await append([20], fixture)
            try await age("bureau", through: 12, by: "5 months", fixture)
            try await fixture.writeCheckpoint()
            #expect(try await fixture.writeCheckpoint.prune(try AuditRetention(months: 6)) == [])
            let (signer, hub) = (fixture.signer, fixture.database.hub)
            await #expect(throws: PostgresError.self) {
                try await hub.withTransaction(as: .district) { connection in
                    let hash = try #require(
                        try await connection.first(
                            "SELECT encode(hash, 'hex') FROM audit_event WHERE seq = 12", as: String.self))
                    let last = try #require(
                        try await connection.first(AuditQueries.lastCheckpoint, as: (Int64.self, String.self)))
                    let text = try AuditStatement(
                        number: 2, at: FixedClock.now, previous: AuditCheckpoint.digest(of: last.1), key: signer.id,
                        heads: [], cuts: [AuditHead(stream: "bureau", seq: 12, hash: hash)]
                    ).text()
                    _ = try await connection.execute(
                        AuditQueries.append(
                            AuditCheckpoint(
                                number: 2, statement: text, signature: Data(try signer.sign(text)), keyID: signer.id)))
                }
            }
            #expect(try await firstEntries(fixture) == ["bureau 1-20"])
        }
    }
}
