import Crypto
import Foundation
import HubModel
import Postgres
import TestSupport

@testable import Protection

/// An audit trail of a test: a database, a key and an anchor file of its own.
struct AuditFixture: Sendable {
    let database: TestDatabase
    let signer = AuditSigner(key: Curve25519.Signing.PrivateKey(), id: "audit-1")
    let anchors: AuditAnchorFile

    static func with(_ body: @Sendable (AuditFixture) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/anchors-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await TestDatabase.with(stations: 1) { database in
            try await database.forgetTrail()
            try await body(AuditFixture(database: database, anchors: AuditAnchorFile(path: path)))
        }
    }

    var trail: AuditTrail { AuditTrail(database: database.hub) }

    var writeCheckpoint: WriteAuditCheckpoint {
        WriteAuditCheckpoint(database: database.hub, signer: signer, anchors: anchors, now: { FixedClock.now })
    }

    func verify() async throws -> AuditReport {
        try await VerifyAuditTrail(database: database.hub, keys: signer.publicKeys, anchors: anchors)()
    }

    /// Verifies what the connection's own transaction has done.
    func verify(on connection: isolated Connection, withAnchors: Bool = true) async throws -> AuditReport {
        try await VerifyAuditTrail.report(
            on: connection, keys: signer.publicKeys, anchors: withAnchors ? try anchors.lines() : nil, stream: nil)
    }

    /// Runs the body as the superuser in a transaction that is rolled back.
    func meddling<Value: Sendable>(
        _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        try await database.asAdministrator { try await Self.rolledBack(on: $0, body) }
    }

    static func rolledBack<Value: Sendable>(
        on connection: isolated Connection, _ body: @Sendable (isolated Connection) async throws -> Value
    ) async throws -> Value {
        do {
            return try await connection.withTransaction { connection in
                throw Undone(value: try await body(connection))
            }
        } catch let undone as Undone<Value> {
            return undone.value
        }
    }

    private struct Undone<Value: Sendable>: Error {
        var value: Value
    }

    static let streams = ["bureau", "station/S01", "hospital/H01"].compactMap(Organization.init(auditStream:))

    /// Appends entries with random contents, in random streams.
    func append(_ count: Int, using random: inout SeededRandom) async throws {
        var events: [AuditEvent] = []
        for _ in 0..<count {
            events.append(Self.event(in: Self.streams[random.below(3)], using: &random))
        }
        try await trail.record(events)
    }

    static func event(in stream: Organization, using random: inout SeededRandom) -> AuditEvent {
        let agents: [AuditEvent.Agent] = [
            .system, .unknown, .account(random.uuid()), .stationKey("key-\(random.below(9))", of: streams[1]),
        ]
        let texts: [String?] = [nil, "", "核对名单", "after a call", "'\"\\"]
        return AuditEvent(
            AuditEventType.known[random.below(AuditEventType.known.count)],
            AuditEvent.Action.allCases[random.below(5)], in: stream, by: agents[random.below(4)],
            on: random.chance(80) ? .init(.resident, random.uuid().uuidString) : nil,
            outcome: AuditEvent.Outcome.allCases[random.below(3)],
            source: random.chance(70) ? "192.0.2.\(random.below(256))" : nil,
            purpose: random.chance(30) ? .treatment : nil,
            reason: texts[random.below(texts.count)],
            details: random.chance(50) ? [.rows: "\(random.below(99))"] : [:],
            at: FixedClock.now + Double(random.below(1_000_000)) / 1000)
    }

    /// Computes hashes of a stream anew from a number on, as somebody would who can write every table.
    static func rechain(_ stream: String, from seq: Int64, on connection: isolated Connection) async throws {
        let entries = try await connection.rows(AuditQueries.chain(of: stream)).map(ChainedEntry.init)
        var previous = AuditChain.genesis(of: stream)
        for entry in entries {
            guard let number = entry.seq, number >= seq else {
                previous = entry.hash ?? previous
                continue
            }
            previous = AuditChain.hash(after: previous, seq: number, fields: entry.fields)
            _ = try await connection.execute(
                "UPDATE audit_event SET hash = \(previous) WHERE stream = \(stream) AND seq = \(number)")
        }
        _ = try await connection.execute(
            """
            UPDATE audit_stream SET last_hash = \(previous), last_seq = \(entries.last?.seq ?? 0)
            WHERE stream = \(stream)
            """)
        _ = try await connection.execute(
            """
            UPDATE audit_anchor AS a SET seq = least(a.seq, \(entries.last?.seq ?? 0)), hash = e.hash
            FROM audit_event AS e
            WHERE a.stream = \(stream) AND e.stream = a.stream AND e.seq = least(a.seq, \(entries.last?.seq ?? 0))
            """)
    }
}
