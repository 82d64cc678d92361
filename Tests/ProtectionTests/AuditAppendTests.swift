import Foundation
import Postgres
import TestSupport
import Testing

@testable import Protection

@Suite(.timeLimit(.minutes(5))) struct AuditAppendTests {
    private static let statements: [Query] = [
        "INSERT INTO audit_event SELECT * FROM audit_event", "UPDATE audit_event SET reason = ''",
        "DELETE FROM audit_event", "TRUNCATE audit_event", "INSERT INTO audit_stream VALUES ('hospital/H09', 0, '')",
        "UPDATE audit_stream SET last_seq = 0", "DELETE FROM audit_stream", "TRUNCATE audit_stream",
        "INSERT INTO audit_checkpoint VALUES (1, now(), '', '', '', '')", "UPDATE audit_checkpoint SET key_id = ''",
        "DELETE FROM audit_checkpoint", "TRUNCATE audit_checkpoint", "UPDATE audit_anchor SET seq = 1",
        "INSERT INTO audit_anchor VALUES ('bureau', 1, '')", "DELETE FROM audit_anchor", "TRUNCATE audit_anchor",
    ]

    private func refusal(_ body: () async throws -> Void) async throws -> SQLState? {
        do {
            try await body()
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    @Test(arguments: HubDatabase.Role.allCases) func everyRoleAppendsAndNoneWritesTheTables(
        role: HubDatabase.Role
    ) async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            for stream in AuditFixture.streams {
                try await fixture.trail.record(AuditFixture.event(in: stream, using: &random), role: role)
            }
            try await fixture.writeCheckpoint()
            let hub = fixture.database.hub
            for statement in Self.statements {
                let state = try await refusal {
                    try await hub.withTransaction(as: .district, role: role) { _ = try await $0.execute(statement) }
                }
                #expect(state == .insufficientPrivilege, "\(role): \(statement)")
            }
            #expect(try await fixture.verify().findings == [])
        }
    }

    /// Even the owner of the tables, in whose name entries are appended, changes none and removes no young one.
    @Test func theOwnerIsHeldBackToo() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            try await fixture.append(10, using: &random)
            try await fixture.writeCheckpoint()
            for statement: Query in [
                "UPDATE audit_event SET reason = ''", "TRUNCATE audit_event, audit_checkpoint",
                "UPDATE audit_checkpoint SET key_id = ''", "DELETE FROM audit_checkpoint", "DELETE FROM audit_stream",
            ] {
                let state = try await refusal {
                    try await fixture.meddling { connection in
                        _ = try await connection.execute("SET LOCAL ROLE xinlian_owner")
                        _ = try await connection.execute(statement)
                    }
                }
                #expect(state == .insufficientPrivilege, "\(statement)")
            }
            let removed = try await fixture.meddling { connection in
                _ = try await connection.execute("SET LOCAL ROLE xinlian_owner")
                return try await connection.execute("DELETE FROM audit_event").rows
            }
            #expect(removed == 0)
        }
    }

    @Test func onlyTheDistrictAndAuditorsRead() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            let station = AuditFixture.streams[1]
            try await fixture.trail.record(AuditFixture.event(in: station, using: &random))
            let (auditor, director, manager) = (
                try #require(RoleAssignment(.auditor, at: .bureau)),
                try #require(RoleAssignment(.director, at: .bureau)),
                try #require(RoleAssignment(.stationManager, at: station))
            )
            let readers: [(principal: Principal, count: Int64)] = [
                (.district, 1), (.person(.init(account: UUID(), assignment: auditor)), 1),
                (.person(.init(account: UUID(), assignment: director)), 0),
                (.person(.init(account: UUID(), assignment: manager)), 0), (.signIn, 0),
            ]
            for reader in readers {
                let seen = try await fixture.database.hub.withTransaction(as: reader.principal) {
                    try await $0.first("SELECT count(*) FROM audit_event", as: Int64.self)
                }
                #expect(seen == reader.count, "\(reader.principal)")
            }
            for role in [HubDatabase.Role.ingest, .auth] {
                let state = try await refusal {
                    try await fixture.database.hub.withTransaction(as: .district, role: role) {
                        _ = try await $0.execute("SELECT * FROM audit_event")
                    }
                }
                #expect(state == .insufficientPrivilege)
            }
        }
    }

    @Test func manyAtOnceMakeOneChain() async throws {
        try await AuditFixture.with { fixture in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seed in 0..<8 {
                    group.addTask {
                        var random = SeededRandom(seed: UInt64(seed))
                        for round in 0..<25 {
                            let role = HubDatabase.Role.allCases[(seed + round) % 3]
                            if round.isMultiple(of: 5) {
                                try await fixture.append(4, using: &random)
                            } else {
                                let event = AuditFixture.event(in: AuditFixture.streams[round % 3], using: &random)
                                try await fixture.trail.record(event, role: role)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let report = try await fixture.verify()
            #expect(report.findings == [])
            #expect(report.streams.map(\.name) == ["bureau", "hospital/H01", "station/S01"])
            let total: Int64 = report.streams.reduce(0) { $0 + $1.entries }
            #expect(total == 8 * (20 + 5 * 4))
            #expect(report.streams.allSatisfy { $0.anchoredThrough == 0 && $0.unanchored == $0.entries })
        }
    }

    @Test func aChangeAndItsEntryCommitTogether() async throws {
        try await AuditFixture.with { fixture in
            struct Refused: Error {}
            var random = SeededRandom.fresh()
            let event = AuditFixture.event(in: .bureau, using: &random)
            for fails in [true, false] {
                try? await fixture.database.hub.withTransaction(as: .district) { connection in
                    connection.enqueue(AuditQueries.append(event))
                    _ = try await connection.execute("UPDATE station SET name_en = 'renamed'")
                    if fails { throw Refused() }
                }
                let entries = try await fixture.database.number("SELECT count(*) FROM audit_event")
                let renamed: Query = "SELECT count(*) FROM station WHERE name_en = 'renamed'"
                let changes = try await fixture.database.number(renamed)
                #expect([entries, changes] == (fails ? [0, 0] : [1, 1]))
            }
        }
    }

    /// Whatever a request contains, the trail takes it.
    @Test func hostileTextsAreCutToWhatTheTableTakes() async throws {
        try await AuditFixture.with { fixture in
            let long = String(repeating: "长\u{0}", count: 5000)
            let details = Dictionary(uniqueKeysWithValues: AuditDetail.allCases.map { ($0, long + "\"") })
            let event = AuditEvent(
                .refusal, .read, in: .bureau, by: .stationKey(long, of: .bureau), on: .init(.route, long),
                outcome: .refused,
                source: long, reason: "a\u{0}\u{1B}[2Jb", details: details, at: FixedClock.now)
            try await fixture.trail.record([event, event])
            let entry = try #require(try await search(AuditFilter(), fixture).first)
            #expect(entry.reason == "a\u{FFFD}\u{FFFD}[2Jb")
            #expect(entry.agent?.unicodeScalars.count == 200)
            #expect(entry.details.count == 16)
            #expect(entry.details.values.allSatisfy { $0.unicodeScalars.count == 200 })
            #expect(try await fixture.verify().findings == [])
        }
    }

    private func search(
        _ filter: AuditFilter, _ fixture: AuditFixture, pageSize: Int = 100
    ) async throws -> [AuditEntry] {
        var entries: [AuditEntry] = []
        var cursor: AuditCursor?
        while true {
            let page = AuditQueries.search(filter, after: cursor, limit: pageSize)
            let rows = try await fixture.database.hub.withTransaction(as: .district, readOnly: true) {
                try await $0.rows(page).map(AuditEntry.init)
            }
            entries += rows
            guard let last = rows.last, rows.count == pageSize else { return entries }
            cursor = AuditCursor(text: AuditCursor(after: last).text)
            #expect(cursor == AuditCursor(after: last))
        }
    }

    @Test func searchesPageThroughWhatPasses() async throws {
        try await AuditFixture.with { fixture in
            var random = SeededRandom.fresh()
            try await fixture.append(120, using: &random)
            let all = try await search(AuditFilter(), fixture)
            #expect(all.count == 120)
            let sorted = all.sorted { left, right in
                (right.recordedAt, right.stream, right.seq) < (left.recordedAt, left.stream, left.seq)
            }
            #expect(all == sorted)
            #expect(try await search(AuditFilter(), fixture, pageSize: 7) == all)

            let sample = try #require(all.first { $0.agentKind == "account" && $0.entityID != nil })
            var filter = AuditFilter()
            func expect(_ passes: (AuditEntry) -> Bool) async throws {
                let found = try await search(filter, fixture, pageSize: 5)
                #expect(found == all.filter(passes) && !found.isEmpty, "\(filter)")
                filter = AuditFilter()
            }
            filter.from = sample.recordedAt
            try await expect { $0.recordedAt >= sample.recordedAt }
            filter.until = sample.recordedAt
            filter.stream = Organization(auditStream: sample.stream)
            try await expect { $0.recordedAt < sample.recordedAt && $0.stream == sample.stream }
            filter.account = sample.agent.flatMap(UUID.init(uuidString:))
            try await expect { $0.agent == sample.agent }
            filter.type = AuditEventType(rawValue: sample.type)
            filter.outcome = AuditEvent.Outcome(rawValue: sample.outcome)
            try await expect { $0.type == sample.type && $0.outcome == sample.outcome }
            filter.entityType = sample.entityType
            filter.entityID = sample.entityID
            try await expect { $0.entityID == sample.entityID }
        }
    }

    @Test func anEntryIsReadAsItWasWritten() async throws {
        try await AuditFixture.with { fixture in
            let acting = Principal.Acting(
                account: UUID(), assignment: try #require(RoleAssignment(.stationStaff, at: AuditFixture.streams[1])))
            let time = Date(timeIntervalSince1970: 1_772_424_000.123456)
            let event = AuditEvent(
                .emergencyAccess, .read, in: AuditFixture.streams[1], by: .person(acting), on: .init(.resident, "r1"),
                source: "192.0.2.7", purpose: .emergencyTreatment, reason: "在场",
                details: [.rows: "2", .route: "GET /a/b"], at: time)
            try await fixture.trail.record(event)
            let entry = try #require(try await search(AuditFilter(), fixture).first)
            let line = try entry.jsonLine()
            let stored = line.firstMatch(of: #/"stored":"[^"]*"/#).map { String($0.output) } ?? ""
            #expect(
                line == """
                    {"action":"read","agent":{"id":"\(acting.account.uuidString.lowercased())","kind":"account",\
                    "organization":"station/S01","role":"station-staff"},"details":{"route":"GET /a/b","rows":"2"},\
                    "entity":{"id":"r1","type":"resident"},"hash":"\(entry.hash)","outcome":"success","purpose":"ETREAT",\
                    "reason":"在场","recorded":"2026-03-02T04:00:00.123456Z","seq":1,"source":"192.0.2.7",\(stored),\
                    "stream":"station/S01","type":"emergency-access"}
                    """)
        }
    }

    @Test func namesOfStreamsAreRead() {
        for stream in AuditFixture.streams { #expect(Organization(auditStream: stream.auditStream) == stream) }
        for text in ["", "bureau/", "bureau/X", "station", "station/", "station/s01", "volunteer/V1"] {
            #expect(Organization(auditStream: text) == nil, "\(text)")
        }
    }
}
