import Foundation
import HubModel
import HubRuntime
import Identity
import Postgres
import Protection
import TestSupport
import Testing

/// Break-glass access lasts as long as it was given for, for whom it was given, and for nothing else.
@Suite(.timeLimit(.minutes(5))) struct EmergencyAccessTests {
    private let resident = ResidentID()
    private let other = ResidentID()
    private static let reason = "居民来电称有轻生念头，站点无人接听"

    private func director() throws -> Principal.Acting {
        .init(account: UUID(), assignment: try #require(RoleAssignment(.director, at: .bureau)))
    }

    private func withResidents(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
        var book = StationBook(try .number(1))
        for resident in [resident, other] {
            try book.record("resident.registered", SampleData.resident, subject: resident.rawValue)
            try book.record("screening.completed", SampleData.itemNine, subject: resident.rawValue)
        }
        let sent = book
        try await TestDatabase.with(stations: 2) { database in
            try await database.send(sent)
            try await body(database)
        }
    }

    private func grant(
        _ database: TestDatabase, to director: Principal.Acting, hours: Int = 4
    ) async throws -> EmergencyAccess {
        try await GrantEmergencyAccess(database: database.hub)(
            EmergencyRequest(station: .number(1), resident: resident, reason: Self.reason, hours: hours), by: director,
            origin: TestAccounts.origin, at: FixedClock.now)
    }

    @Test func itEndsWhenItIsOver() async throws {
        try await withResidents { database in
            let director = try director()
            let access = try await grant(database, to: director, hours: 1)
            let use = UseEmergencyAccess(database: database.hub)
            for (seconds, isOpen) in [(0.0, true), (3599, true), (3600, false), (4 * 3600, false)] {
                let found = try? await use(
                    access.id, by: director, origin: TestAccounts.origin, at: FixedClock.now + seconds)
                #expect((found != nil) == isOpen, "after \(seconds) s")
            }
            await #expect(throws: EmergencyAccessError.notOpen) {
                try await EndEmergencyAccess(database: database.hub)(
                    access.id, by: director, origin: TestAccounts.origin, at: FixedClock.now + 3600)
            }
        }
    }

    @Test func anotherDirectorCantUseIt() async throws {
        try await withResidents { database in
            let access = try await grant(database, to: try director())
            let stranger = try director()
            await #expect(throws: EmergencyAccessError.notOpen) {
                _ = try await UseEmergencyAccess(database: database.hub)(
                    access.id, by: stranger, origin: TestAccounts.origin, at: FixedClock.now)
            }
            await #expect(throws: EmergencyAccessError.notOpen) {
                try await EndEmergencyAccess(database: database.hub)(
                    access.id, by: stranger, origin: TestAccounts.origin, at: FixedClock.now)
            }
            await #expect(throws: EmergencyAccessError.notOpen) {
                _ = try await UseEmergencyAccess(database: database.hub)(
                    UUID(), by: stranger, origin: TestAccounts.origin, at: FixedClock.now)
            }
            let told = try await database.texts(
                """
                SELECT concat_ws(' ', stream, outcome, details::jsonb ->> 'what', details::jsonb ->> 'refusal')
                FROM audit_event WHERE type = 'emergency-access' ORDER BY stored_at, seq
                """)
            #expect(
                told.suffix(3) == [
                    "station/S01 refused emergency-read access_not_open",
                    "station/S01 refused emergency-ended access_not_open",
                    "bureau refused emergency-read access_not_open",
                ])
        }
    }

    /// The policies alone, whatever Swift asks for.
    @Test func thePoliciesShowOneResidentOnly() async throws {
        try await withResidents { database in
            let director = try director()
            let principal = Principal.emergency(director, try .number(1), resident)
            let counts: [(Query, Int64)] = [
                ("SELECT count(*) FROM resident", 1), ("SELECT count(*) FROM consent", 1),
                ("SELECT count(*) FROM fact", 2), ("SELECT count(*) FROM subject_key", 1),
                ("SELECT count(*) FROM attention", 0), ("SELECT count(*) FROM rollup", 0),
                ("SELECT count(*) FROM person_day", 0), ("SELECT count(*) FROM service_order", 0),
                ("SELECT count(*) FROM enrolment", 0),
                ("SELECT count(*) FROM person_link", 0), ("SELECT count(*) FROM audit_event", 0),
                ("SELECT count(*) FROM emergency_access", 0), ("SELECT count(*) FROM notice", 0),
                ("SELECT count(*) FROM watermark", 0), ("SELECT count(*) FROM station_key", 0),
            ]
            for (query, expected) in counts {
                let found = try await database.hub.withTransaction(as: principal) { connection in
                    try await connection.first(query, as: Int64.self)
                }
                #expect(found == expected, "\(query)")
            }
            let elsewhere = Principal.emergency(director, try .number(2), resident)
            let read = ReadResident(database: database.hub, rules: database.rules, keys: database.keys)
            #expect(try await read(resident, of: .number(1), as: principal)?.entries.count == 2)
            #expect(try await read(other, of: .number(1), as: principal) == nil)
            #expect(try await read(resident, of: .number(1), as: elsewhere) == nil)
        }
    }

    /// Only directors, for themselves, for four hours at most: also for somebody who gets past Swift.
    @Test func theDatabaseRefusesWhatTheRulesForbid() async throws {
        try await withResidents { database in
            let director = try director()
            func insert(_ principal: Principal, account: UUID, hours: Int) async throws {
                try await database.hub.withTransaction(as: principal) { connection in
                    _ = try await connection.execute(
                        """
                        INSERT INTO emergency_access (access_id, account_id, station_id, subject, reason, granted_at, expires_at)
                        VALUES (\(UUID()), \(account), 'S01', \(resident.rawValue), \(Self.reason), now(),
                            now() + make_interval(hours => \(Int32(hours)), secs => 1))
                        """)
                }
            }
            try await insert(.person(director), account: director.account, hours: 3)
            await #expect(throws: PostgresError.self) {
                try await insert(.person(director), account: director.account, hours: 4)
            }
            await #expect(throws: PostgresError.self) {
                try await insert(.person(director), account: UUID(), hours: 1)
            }
            for role in Role.allCases where role != .director {
                let organization: Organization =
                    switch role.organizationKind {
                    case .bureau: .bureau
                    case .station: .station(try .number(1))
                    case .hospital: .hospital(try #require(HospitalCode(rawValue: "H01")))
                    }
                let assignment = try #require(RoleAssignment(role, at: organization))
                let account = UUID()
                await #expect(throws: PostgresError.self, "\(role)") {
                    try await insert(
                        .person(.init(account: account, assignment: assignment)), account: account, hours: 1)
                }
            }
        }
    }

    @Test func whoeverWasLetInDoesNotTickItOff() async throws {
        try await withResidents { database in
            let director = try director()
            _ = try await grant(database, to: director)
            let list = ListNotices(database: database.hub)
            let acknowledge = AcknowledgeNotice(database: database.hub)
            let auditor = Principal.Acting(
                account: UUID(), assignment: try #require(RoleAssignment(.auditor, at: .bureau)))
            let staff = Principal.Acting(
                account: UUID(), assignment: try #require(RoleAssignment(.stationStaff, at: .station(.number(1)))))
            #expect(try await list.openCount(as: .person(director)) == 1)
            let notice = try #require(try await list(as: .person(director)).first)
            await #expect(throws: EmergencyAccessError.ownAccess) {
                _ = try await acknowledge(notice.id, by: director, origin: TestAccounts.origin, at: FixedClock.now)
            }
            #expect(try await list.openCount(as: .person(director)) == 1)
            // The station's own notice is another one, which the bureau's people don't see.
            let ofStation = try #require(try await list(as: .person(staff)).first)
            #expect(ofStation.id != notice.id)
            #expect(
                try await acknowledge(ofStation.id, by: auditor, origin: TestAccounts.origin, at: FixedClock.now)
                    == false)
            for (id, person) in [(notice.id, auditor), (ofStation.id, staff)] {
                #expect(try await acknowledge(id, by: person, origin: TestAccounts.origin, at: FixedClock.now))
                #expect(
                    try await acknowledge(id, by: person, origin: TestAccounts.origin, at: FixedClock.now) == false)
                #expect(try await list.openCount(as: .person(person)) == 0)
            }
        }
    }
}
