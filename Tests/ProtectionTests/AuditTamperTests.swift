import Crypto
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Protection

/// What somebody does who can write every table, but has no key.
@Suite(.timeLimit(.minutes(10))) struct AuditTamperTests {
    /// Entries in three streams, anchored by checkpoints every now and then and at the end.
    private func withTrail(
        seed: UInt64 = SeededRandom.fresh().seed, _ body: @Sendable (AuditFixture) async throws -> Void
    ) async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom(seed: seed)
            for _ in 0..<6 {
                try await fixture.append(50, using: &random)
                try await fixture.writeCheckpoint()
            }
            let report = try await fixture.verify()
            try #require(report.findings == [] && report.checkpoints == 6)
            try #require(report.streams.allSatisfy { $0.unanchored == 0 })
            try await body(fixture)
        }
    }

    @Test func fiveHundredRandomManipulationsAreFound() async throws {
        let seed = SeededRandom.fresh().seed
        try await withTrail(seed: seed) { fixture in
            try await fixture.database.asAdministrator { connection in
                try await connection.executeScript(TrailManipulation.unconstrained)
                var manipulations = try await TrailManipulations(on: connection, random: SeededRandom(seed: seed + 1))
                for round in 0..<500 {
                    let manipulation = manipulations.next()
                    let report = try await AuditFixture.rolledBack(on: connection) { connection in
                        for statement in manipulation.statements { _ = try await connection.execute(statement) }
                        try await manipulation.finish(on: connection)
                        return try await fixture.verify(on: connection)
                    }
                    let context: Comment = "seed \(seed), round \(round): \(manipulation), \(report.findings)"
                    let first = report.findings.first { $0.entry?.stream == manipulation.stream }
                    #expect(first.map(manipulation.expectation.isMet) == true, context)
                    let elsewhere = report.findings.filter { finding in
                        if case .anchorDiffers(let stream) = finding { return !manipulation.touched.contains(stream) }
                        return finding.entry.map { !manipulation.touched.contains($0.stream) } ?? true
                    }
                    #expect(elsewhere == [], context)
                }
                #expect(try await fixture.verify(on: connection).findings == [])
            }
        }
    }

    // MARK: Checkpoints

    private static let changedCheckpoints: [(statement: Query, finding: AuditFinding, withoutAnchors: AuditFinding?)] =
        [
            (
                "UPDATE audit_checkpoint SET at = at + interval '1 microsecond' WHERE number = 2",
                .checkpointChanged(number: 2, .columnsDiffer), nil
            ),
            (
                "UPDATE audit_checkpoint SET previous_digest = set_bit(previous_digest, 7, 1 - get_bit(previous_digest, 7)) WHERE number = 2",
                .checkpointChanged(number: 2, .columnsDiffer), nil
            ),
            (
                "UPDATE audit_checkpoint SET statement = statement || ' ' WHERE number = 2",
                .checkpointChanged(number: 2, .differsFromAnchorFile), .checkpointChanged(number: 2, .badSignature)
            ),
            (
                "UPDATE audit_checkpoint SET statement = replace(statement, '\"seq\":', '\"seq\":1') WHERE number = 6",
                .checkpointChanged(number: 6, .differsFromAnchorFile), .checkpointChanged(number: 6, .badSignature)
            ),
            (
                "UPDATE audit_checkpoint SET statement = '' WHERE number = 1",
                .checkpointChanged(number: 1, .differsFromAnchorFile), .checkpointChanged(number: 1, .unreadable)
            ),
            (
                "UPDATE audit_checkpoint SET signature = set_bit(signature, 100, 1 - get_bit(signature, 100)) WHERE number = 3",
                .checkpointChanged(number: 3, .differsFromAnchorFile), .checkpointChanged(number: 3, .badSignature)
            ),
            (
                "UPDATE audit_checkpoint SET key_id = 'other' WHERE number = 4",
                .checkpointChanged(number: 4, .differsFromAnchorFile),
                .checkpointChanged(number: 4, .unknownKey("other"))
            ),
            (
                "UPDATE audit_checkpoint SET number = 99 WHERE number = 3",
                .checkpointsMissing(from: 3, through: 3), .checkpointsMissing(from: 3, through: 3)
            ),
            (
                "UPDATE audit_checkpoint SET number = 99 WHERE number = 6",
                .checkpointsMissing(from: 6, through: 98), .checkpointsMissing(from: 6, through: 98)
            ),
            (
                "DELETE FROM audit_checkpoint WHERE number = 1",
                .checkpointsMissing(from: 1, through: 1), .checkpointsMissing(from: 1, through: 1)
            ),
            (
                "DELETE FROM audit_checkpoint WHERE number BETWEEN 3 AND 4",
                .checkpointsMissing(from: 3, through: 4), .checkpointsMissing(from: 3, through: 4)
            ),
            (
                "DELETE FROM audit_checkpoint WHERE number >= 5",
                .checkpointsMissing(from: 5, through: 6), .anchorDiffers(stream: "bureau")
            ),
            (
                "DELETE FROM audit_checkpoint", .checkpointsMissing(from: 1, through: 6),
                .anchorDiffers(stream: "bureau")
            ),
            (
                """
                UPDATE audit_checkpoint AS a SET statement = b.statement, signature = b.signature, at = b.at,
                    previous_digest = b.previous_digest
                FROM audit_checkpoint AS b WHERE (a.number, b.number) IN ((3, 4), (4, 3))
                """,
                .checkpointChanged(number: 3, .differsFromAnchorFile), .checkpointChanged(number: 3, .columnsDiffer)
            ),
        ]

    @Test func changedCheckpointsAreFound() async throws {
        try await withTrail { fixture in
            for (statement, finding, without) in Self.changedCheckpoints {
                for withAnchors in [true, false] {
                    let report = try await fixture.meddling { connection in
                        guard try await connection.execute(statement).rows > 0 else {
                            throw MissingFixture(name: "\(statement)")
                        }
                        return try await fixture.verify(on: connection, withAnchors: withAnchors)
                    }
                    let expected = withAnchors ? finding : without ?? finding
                    #expect(report.findings.contains(expected), "\(statement): \(report.findings)")
                }
            }
        }
    }

    /// Somebody with a key of their own but not the hub's.
    @Test func checkpointsOfAnotherKeyAreFound() async throws {
        try await withTrail { fixture in
            let other = AuditSigner(key: .init(), id: fixture.signer.id)
            let report = try await fixture.meddling { connection in
                for row in try await connection.rows(AuditQueries.checkpoints(from: 6, limit: 1)) {
                    let signature = try other.sign(try AuditCheckpoint(row).statement)
                    _ = try await connection.execute(
                        "UPDATE audit_checkpoint SET signature = \(signature) WHERE number = 6")
                }
                return try await fixture.verify(on: connection, withAnchors: false)
            }
            #expect(report.findings.first == .checkpointChanged(number: 6, .badSignature))
        }
    }

    @Test func changedEndsOfStreamsAreFound() async throws {
        try await withTrail { fixture in
            let last = try await fixture.database.number("SELECT last_seq FROM audit_stream WHERE stream = 'bureau'")
            let cases: [(Query, AuditFinding)] = [
                (
                    "UPDATE audit_stream SET last_seq = last_seq + 2 WHERE stream = 'bureau'",
                    .entriesMissing(stream: "bureau", from: last + 1, through: last + 2)
                ),
                (
                    "UPDATE audit_stream SET last_seq = last_seq - 1 WHERE stream = 'bureau'",
                    .entryUnexpected(stream: "bureau", seq: last)
                ),
                (
                    "UPDATE audit_stream SET last_hash = set_bit(last_hash, 9, 1 - get_bit(last_hash, 9)) WHERE stream = 'bureau'",
                    .streamEndDiffers(stream: "bureau", seq: last)
                ),
                ("DELETE FROM audit_stream WHERE stream = 'bureau'", .streamEndDiffers(stream: "bureau", seq: last)),
                ("UPDATE audit_anchor SET seq = seq + 1 WHERE stream = 'bureau'", .anchorDiffers(stream: "bureau")),
                (
                    "UPDATE audit_anchor SET hash = sha256(hash) WHERE stream = 'bureau'",
                    .anchorDiffers(stream: "bureau")
                ),
                ("DELETE FROM audit_anchor WHERE stream = 'bureau'", .anchorDiffers(stream: "bureau")),
            ]
            for (statement, finding) in cases {
                let report = try await fixture.meddling { connection in
                    _ = try await connection.execute(statement)
                    return try await fixture.verify(on: connection)
                }
                #expect(report.findings == [finding], "\(statement)")
            }
        }
    }

    /// The newest entries and everything that speaks of them are removed from the database, without a trace in it.
    @Test func theNewestPartIsMissedBecauseOfTheAnchorFile() async throws {
        try await withTrail { fixture in
            let reports = try await fixture.meddling { connection in
                _ = try await connection.execute("DELETE FROM audit_checkpoint WHERE number >= 5")
                _ = try await connection.execute(
                    """
                    UPDATE audit_anchor AS a SET seq = h.seq, hash = decode(h.hash, 'hex')
                    FROM (
                        SELECT DISTINCT ON (head.stream) head.* FROM audit_checkpoint AS c,
                            jsonb_to_recordset(c.statement::jsonb -> 'heads') AS head (stream text, seq bigint, hash text)
                        ORDER BY head.stream, head.seq DESC) AS h
                    WHERE h.stream = a.stream
                    """)
                _ = try await connection.execute(
                    "DELETE FROM audit_event AS e USING audit_anchor AS a WHERE a.stream = e.stream AND e.seq > a.seq")
                _ = try await connection.execute(
                    "UPDATE audit_stream AS s SET last_seq = a.seq, last_hash = a.hash FROM audit_anchor AS a WHERE a.stream = s.stream"
                )
                return [
                    try await fixture.verify(on: connection, withAnchors: false),
                    try await fixture.verify(on: connection),
                ]
            }
            #expect(reports[0].findings == [])
            #expect(reports[1].findings.contains(.checkpointsMissing(from: 5, through: 6)))
            for stream in reports[0].streams {
                let first = reports[1].findings.first { $0.entry?.stream == stream.name }
                #expect(first?.entry?.seq == stream.entries + 1, "\(stream)")
            }
        }
    }

    @Test func aChangedAnchorFileIsFound() async throws {
        try await withTrail { fixture in
            let path = fixture.anchors.path
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            var lines = whole.split(separator: "\n").map(String.init)
            func findings(_ text: String?) async throws -> [AuditFinding] {
                try FileManager.default.removeItem(atPath: path)
                if let text { try text.write(toFile: path, atomically: false, encoding: .utf8) }
                let findings = try await fixture.verify().findings
                try whole.write(toFile: path, atomically: false, encoding: .utf8)
                return findings
            }
            #expect(try await findings(whole) == [])
            // Older lines may be kept elsewhere; a shorter file knows less but is sound.
            #expect(try await findings(lines.dropFirst(2).joined(separator: "\n") + "\n") == [])
            #expect(try await findings(lines.dropLast(2).joined(separator: "\n") + "\n") == [])
            #expect(try await findings(nil) == [.anchorFileEmpty])
            #expect(try await findings("") == [.anchorFileEmpty])
            #expect(try await findings(String(whole.dropLast(20))) == [.anchorLineChanged(line: 6)])
            let third = lines.remove(at: 2)
            #expect(try await findings(lines.joined(separator: "\n") + "\n").first == .anchorLineChanged(line: 3))
            lines.insert(third.replacing("seq", with: "Seq"), at: 2)
            #expect(try await findings(lines.joined(separator: "\n") + "\n").first == .anchorLineChanged(line: 3))
        }
    }
}
