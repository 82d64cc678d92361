import Foundation
import HubModel
import Logging
import Postgres
import ServiceLifecycle
import TestSupport
import Testing

@testable import HubRuntime
@testable import Protection

@Suite(.timeLimit(.minutes(5))) struct AuditCheckpointTests {
    private func lines(_ fixture: AuditFixture) throws -> [AuditCheckpoint] {
        let text = try String(contentsOfFile: fixture.anchors.path, encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(AuditCheckpoint.self, from: Data($0.utf8))
        }
    }

    @Test func checkpointsNameWhatChanged() async throws {
        try await AuditFixture.with { fixture in
            let event = { AuditEvent(.read, .read, in: $0, by: .system, at: FixedClock.now) }
            #expect(try await fixture.writeCheckpoint() == nil)
            #expect(try await fixture.verify().findings == [])
            try await fixture.trail.record([event(AuditFixture.streams[0]), event(AuditFixture.streams[1])])
            #expect(try await fixture.writeCheckpoint() == 1)
            #expect(try await fixture.writeCheckpoint() == nil)
            try await fixture.trail.record([event(AuditFixture.streams[1]), event(AuditFixture.streams[1])])
            #expect(try await fixture.writeCheckpoint() == 2)
            let statements = try lines(fixture).compactMap { AuditStatement(text: $0.statement) }
            #expect(statements.map(\.number) == [1, 2])
            #expect(statements.map { $0.heads.map(\.stream) } == [["bureau", "station/S01"], ["station/S01"]])
            #expect(statements.map { $0.heads.map(\.seq) } == [[1, 1], [3]])
            #expect(statements[0].at == "2026-03-02T04:00:00.000000Z")
            try await fixture.trail.record(event(AuditFixture.streams[0]))
            let report = try await fixture.verify()
            #expect(report.findings == [] && report.checkpoints == 2)
            #expect(
                report.streams == [
                    .init(name: "bureau", entries: 2, anchoredThrough: 1, unanchored: 1),
                    .init(name: "station/S01", entries: 3, anchoredThrough: 3, unanchored: 0),
                ])
        }
    }

    /// Several hubs on one database number their checkpoints without gaps.
    @Test func manyAtOnceMakeOneChain() async throws {
        try await AuditFixture.with { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seed in 0..<6 {
                    group.addTask {
                        var random = SeededRandom(seed: UInt64(seed))
                        for _ in 0..<8 {
                            try await fixture.append(2, using: &random)
                            try await fixture.writeCheckpoint()
                        }
                    }
                }
                try await group.waitForAll()
            }
            let report = try await fixture.verify()
            #expect(report.findings == [])
            #expect(report.streams.allSatisfy { $0.unanchored == 0 })
            #expect(try lines(fixture).map { $0.number } == Array(1...report.checkpoints))
        }
    }

    @Test func theAnchorFileIsPrivateAndMended() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            let path = fixture.anchors.path
            let withoutFile = WriteAuditCheckpoint(database: fixture.database.hub, signer: fixture.signer, anchors: nil)
            for _ in 0..<3 {
                try await fixture.append(2, using: &random)
                try await withoutFile()
            }
            #expect(try await fixture.verify().findings == [.anchorFileEmpty])
            // What the database has and the file lacks is added, also when nothing changed.
            #expect(try await fixture.writeCheckpoint() == nil)
            #expect(try lines(fixture).map(\.number) == [1, 2, 3])
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)

            // The machine stopped in the middle of a line.
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            try String(whole.dropLast(30)).write(toFile: path, atomically: false, encoding: .utf8)
            #expect(try await fixture.verify().findings == [.anchorLineChanged(line: 3)])
            try await fixture.append(2, using: &random)
            #expect(try await fixture.writeCheckpoint() == 4)
            #expect(try lines(fixture).map(\.number) == [1, 2, 3, 4])
            #expect(try await fixture.verify().findings == [])

            // A database that lost its newest checkpoint is not followed.
            _ = try await fixture.database.asAdministrator {
                try await $0.execute("DELETE FROM audit_checkpoint WHERE number = 4")
            }
            await #expect(throws: AuditError.anchorFileDiffers(path: path, number: 4)) {
                try await fixture.writeCheckpoint()
            }
            #expect(try lines(fixture).map(\.number) == [1, 2, 3, 4])
        }
    }

    @Test func aStatementThatLiesIsNotStored() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            try await fixture.append(20, using: &random)
            let (signer, hub) = (fixture.signer, fixture.database.hub)
            func refusal(_ statement: AuditStatement) async throws -> SQLState? {
                do {
                    try await hub.withTransaction(as: .district) { connection in
                        let text = try statement.text()
                        _ = try await connection.execute(
                            AuditQueries.append(
                                AuditCheckpoint(
                                    number: 0, statement: text, signature: Data(try signer.sign(text)), keyID: signer.id
                                )))
                    }
                    return nil
                } catch let error as PostgresError {
                    return error.sqlState
                }
            }
            let heads = try await hub.withTransaction(as: .district) {
                try await $0.rows(AuditQueries.changedHeads).map(AuditHead.init)
            }
            func statement(
                _ number: Int64, previous: [UInt8] = AuditCheckpoint.genesis, key: String = "audit-1",
                heads: [AuditHead], cuts: [AuditHead] = []
            ) -> AuditStatement {
                AuditStatement(
                    number: number, at: FixedClock.now, previous: previous, key: key, heads: heads, cuts: cuts)
            }
            let later = heads.map { AuditHead(stream: $0.stream, seq: $0.seq + 1, hash: $0.hash) }
            for lie in [
                statement(2, heads: heads), statement(0, heads: heads), statement(1, previous: [1], heads: heads),
                statement(1, key: "other", heads: heads), statement(1, heads: later),
                // Entries of today are not removed, whoever asks.
                statement(1, heads: heads, cuts: heads),
            ] {
                #expect(try await refusal(lie) == .checkViolation, "\(lie)")
            }
            #expect(try await refusal(statement(1, heads: heads)) == nil)
        }
    }

    /// Runs the service until the body has returned, and stops it like the hub does.
    private func whileKeeping(
        _ fixture: AuditFixture, interval: Duration, _ body: () async throws -> Void
    ) async throws {
        let keeper = AuditKeeper(
            database: fixture.database.hub, keeping: .init(signer: fixture.signer, anchors: fixture.anchors),
            interval: interval, logger: TestDatabase.quietLogger)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: keeper)], logger: TestDatabase.quietLogger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private static let checkpoints: Query = "SELECT count(*) FROM audit_checkpoint"

    @Test func theKeeperWritesWhenSomethingChanged() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            try await whileKeeping(fixture, interval: .milliseconds(1)) {
                for number in 1...3 as ClosedRange<Int64> {
                    try await fixture.append(1, using: &random)
                    while try await fixture.database.number(Self.checkpoints) < number {}
                }
            }
            #expect(try await fixture.database.number(Self.checkpoints) == 3)
            #expect(try lines(fixture).count == 3)
        }
    }

    @Test func theKeeperWritesALastOneAtShutdown() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            try await fixture.append(1, using: &random)
            try await whileKeeping(fixture, interval: .seconds(3600)) {
                while try await fixture.database.number(Self.checkpoints) < 1 {}
                try await fixture.append(1, using: &random)
            }
            #expect(try await fixture.database.number(Self.checkpoints) == 2)
            #expect(try await fixture.verify().streams.allSatisfy { $0.unanchored == 0 })
        }
    }

    @Test func keysAreReadByNameOrWithout() throws {
        let key = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A="  // RFC 8032, section 7.1, test 1
        let signer = try AuditSigner(base64: key)
        let text = "signed"
        let checkpoint = AuditCheckpoint(
            number: 1, statement: text, signature: Data(try signer.sign(text)), keyID: signer.id)
        #expect(signer.publicKeys.verify(checkpoint) == true)
        let publicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        let other = "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="
        for (keys, isGood) in [
            ([publicKey], true), (["\(signer.id):\(publicKey)"], true), ([other, publicKey], true), ([other], false),
            (["\(signer.id):\(other)", publicKey], false), (["another:\(publicKey)"], nil), ([], nil),
        ] as [([String], Bool?)] {
            var known = AuditPublicKeys()
            for key in keys { try known.add(key) }
            #expect(known.verify(checkpoint) == isGood, "\(keys)")
        }
        var known = AuditPublicKeys()
        #expect(throws: AuditError.unreadableKey) { try known.add("\(signer.id):AAAA") }
        #expect(throws: AuditError.unreadableKey) { try AuditSigner(base64: "AAAA") }
    }
}
