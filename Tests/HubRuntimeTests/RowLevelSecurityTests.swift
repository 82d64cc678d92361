import Directory
import FactLog
import Foundation
import HubModel
import Postgres
import Protection
import TestSupport
import Testing

/// Who sees and writes whose rows, asked of the database itself.
@Suite(.timeLimit(.minutes(5))) struct RowLevelSecurityTests {
    /// The tables with rows of stations.
    private static let stationTables = [
        "attention", "watermark", "fact", "quarantine", "fact_correction", "effect", "station_change", "rollup",
        "person_day", "service_order", "enrolment", "subject_key",
    ]
    private static let ingestTables = [
        "watermark", "fact", "quarantine", "fact_correction", "sync_receipt", "effect", "rollup", "person_day",
        "service_order", "enrolment", "subject_key",
    ]

    /// Two stations with rows in every table.
    private func withTwoStations(_ body: @Sendable (TestDatabase) async throws -> Void) async throws {
        try await TestDatabase.with(stations: 2) { database in
            var books: [StationBook] = []
            for number in 1...2 {
                var book = StationBook(try .number(number))
                try book.record("screening.completed", SampleData.itemNine, subject: UUID())
                try book.record("order.placed", SampleData.order())
                try book.record("order.placed", SampleData.order(fen: -1))
                try book.record("correction", SampleData.correction(of: 2, with: SampleData.order(fen: 5)))
                try book.record("enrolment.started", SampleData.enrolment, subject: UUID())
                try await database.send(book)
                books.append(book)
            }
            // One screening of each station is on the district's list, another one's effect still waits.
            try await database.applyEffects()
            for var book in books {
                try book.record("screening.completed", SampleData.itemNine, subject: UUID())
                try await database.send(book, 6, 6)
            }
            for table in Set(Self.stationTables + Self.ingestTables) {
                let stations = try await database.texts(
                    "SELECT DISTINCT station_id FROM \(identifier: table) ORDER BY 1")
                #expect(stations == ["S01", "S02"], "\(table) has rows of both")
            }
            try await body(database)
        }
    }

    private func stations(
        in table: String, _ database: TestDatabase, as principal: Principal, _ role: HubDatabase.Role
    ) async throws -> [String] {
        try await database.hub.withTransaction(as: principal, role: role, readOnly: true) { connection in
            try await connection.rows(
                "SELECT DISTINCT station_id FROM \(identifier: table) ORDER BY 1", as: String.self)
        }
    }

    @Test func aStationSeesItsOwnRowsOnly() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            for table in Self.stationTables {
                let seen1 = try await stations(in: table, database, as: station, .app)
                #expect(seen1 == ["S01"], "app, \(table)")
            }
            for table in Self.ingestTables {
                let seen2 = try await stations(in: table, database, as: station, .ingest)
                #expect(seen2 == ["S01"], "ingest, \(table)")
            }
        }
    }

    @Test func theDistrictSeesAllRows() async throws {
        try await withTwoStations { database in
            for table in Self.stationTables {
                let seen3 = try await stations(in: table, database, as: .district, .app)
                #expect(seen3 == ["S01", "S02"], "\(table)")
            }
        }
    }

    @Test func theIngestRoleActsForAStationOnly() async throws {
        try await withTwoStations { database in
            for table in Self.ingestTables {
                let seen4 = try await stations(in: table, database, as: .district, .ingest)
                #expect(seen4 == [], "\(table)")
            }
        }
    }

    @Test func withoutAPrincipalNothingIsVisible() async throws {
        try await withTwoStations { database in
            for (pool, tables) in [(database.hub.app, Self.stationTables), (database.hub.ingest, Self.ingestTables)] {
                for table in tables {
                    let count = try await pool.withConnection { connection in
                        try await connection.first("SELECT count(*) FROM \(identifier: table)", as: Int64.self)
                    }
                    #expect(count == 0, "\(table)")
                }
            }
            // A transaction before on the same connection leaves no principal behind.
            for _ in 0..<3 {
                _ = try await stations(in: "fact", database, as: .district, .app)
                let count = try await database.hub.app.withConnection {
                    try await $0.first("SELECT count(*) FROM fact", as: Int64.self)
                }
                #expect(count == 0)
            }
        }
    }

    /// A key of each of the two stations, and a code of the second that nobody used yet.
    private func withKeys(
        _ body: @Sendable (TestDatabase, _ keys: [StationPublicKey], _ code: EnrolmentCode) async throws -> Void
    ) async throws {
        try await withTwoStations { database in
            let keys = [
                try await database.enrol(.number(1)).publicKey, try await database.enrol(.number(2)).publicKey,
            ]
            let issued = try await IssueEnrolmentCode(database: database.hub)(
                for: .number(2), by: "test", at: FixedClock.now)
            try await body(database, keys, issued.code)
        }
    }

    @Test func whoSignsSeesTheirOwnKeyAtMost() async throws {
        try await withKeys { database, keys, _ in
            let signer = Principal.stationKey(id: keys[0].id)
            let seen = try await stations(in: "station_key", database, as: signer, .ingest)
            #expect(seen == ["S01"])
            for table in Self.ingestTables + ["station_enrolment"] {
                let seen = try await stations(in: table, database, as: signer, .ingest)
                #expect(seen == [], "\(table)")
            }
            for principal in [Principal.district, .station(try .number(1)), .stationKey(id: "")] {
                let seen = try await stations(in: "station_key", database, as: principal, .ingest)
                #expect(seen == [])
            }
            let inApp = try await stations(in: "station_key", database, as: .station(try .number(1)), .app)
            #expect(inApp == [])
        }
    }

    @Test func whoPresentsACodeSeesThatCodeAtMost() async throws {
        try await withKeys { database, keys, code in
            let bearer = Principal.enrolment(
                codeDigestHex: code.digest.description, keyID: StationPrivateKey().publicKey.id)
            let seen = try await stations(in: "station_enrolment", database, as: bearer, .ingest)
            #expect(seen == ["S02"])
            for table in Self.ingestTables + ["station_key"] {
                let seen = try await stations(in: table, database, as: bearer, .ingest)
                #expect(seen == [], "\(table)")
            }
            #expect(try await database.number("SELECT count(*) FROM station_enrolment") == 3)
        }
    }

    /// Neither the role that serves stations nor the one that serves pages can make a key out of nothing.
    @Test func aKeyIsMadeWithACodeOrItsPredecessorOnly() async throws {
        try await withKeys { database, keys, code in
            let new = StationPrivateKey().publicKey
            func insert(_ station: String, enrolment: [UInt8]?, replaces: String?) -> Query {
                """
                INSERT INTO station_key (key_id, station_id, public_key, created_at, enrolment, replaces)
                VALUES (\(new.id), \(station), \(new.bytes), now(), \(enrolment), \(replaces))
                """
            }
            let digest = code.digest.bytes
            let bearer = Principal.enrolment(codeDigestHex: code.digest.description, keyID: new.id)
            let signer = Principal.stationKey(id: keys[0].id)
            for (statement, principal, role, state) in [
                (insert("S01", enrolment: digest, replaces: nil), bearer, .ingest, .foreignKeyViolation),
                (insert("S02", enrolment: digest, replaces: nil), signer, .ingest, .insufficientPrivilege),
                (insert("S02", enrolment: digest, replaces: nil), .district, .app, .insufficientPrivilege),
                (insert("S02", enrolment: nil, replaces: keys[0].id), signer, .ingest, .foreignKeyViolation),
                (insert("S02", enrolment: nil, replaces: keys[1].id), signer, .ingest, .insufficientPrivilege),
                (insert("S01", enrolment: nil, replaces: nil), signer, .ingest, .insufficientPrivilege),
            ] as [(Query, Principal, HubDatabase.Role, SQLState)] {
                let seen = try await refusal(statement, database, as: principal, role)
                #expect(seen == state, "\(statement)")
            }
            for statement: Query in [
                "DELETE FROM station_key", "DELETE FROM station_enrolment",
                "UPDATE station_key SET public_key = public_key", "UPDATE station_key SET station_id = 'S02'",
                "UPDATE station_enrolment SET expires_at = expires_at",
            ] {
                for (principal, role) in [
                    (signer, HubDatabase.Role.ingest), (bearer, .ingest), (.district, .app),
                ] {
                    let seen = try await refusal(statement, database, as: principal, role)
                    #expect(seen == .insufficientPrivilege, "\(statement)")
                }
            }
            let revive: Query = "UPDATE station_key SET revoked_at = NULL, revoked_reason = NULL"
            let seen = try await refusal(revive, database, as: signer, .ingest)
            #expect(seen == .insufficientPrivilege)
        }
    }

    /// The SQLSTATE with which a statement is refused; nil when it isn't.
    private func refusal(
        _ statement: Query, _ database: TestDatabase, as principal: Principal, _ role: HubDatabase.Role
    ) async throws -> SQLState? {
        do {
            try await database.hub.withTransaction(as: principal, role: role) { connection in
                _ = try await connection.execute(statement)
            }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    @Test func ingestOfOneStationWritesNoRowsOfAnother() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            for table in Self.ingestTables {
                // The other station's rows, made its own by no more than their station_id.
                _ = try await database.asAdministrator { connection in
                    try await connection.execute(
                        "CREATE TABLE \(identifier: "copy_\(table)") AS SELECT * FROM \(identifier: table) WHERE station_id = 'S02'"
                    )
                    try await connection.execute("GRANT SELECT ON \(identifier: "copy_\(table)") TO xinlian_ingest")
                    try await connection.execute("DELETE FROM \(identifier: table) WHERE station_id = 'S02'")
                }
                let insert: Query = "INSERT INTO \(identifier: table) SELECT * FROM \(identifier: "copy_\(table)")"
                #expect(
                    try await refusal(insert, database, as: station, .ingest) == .insufficientPrivilege, "\(table)")
                #expect(try await refusal(insert, database, as: .station(try .number(2)), .ingest) == nil, "\(table)")
            }
        }
    }

    @Test func ingestMovesNoRowToAnotherStation() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            let move: Query = "UPDATE rollup SET station_id = 'S03'"
            #expect(try await refusal(move, database, as: station, .ingest) == .insufficientPrivilege)
            let touch: Query = "UPDATE rollup SET amount = 0"
            #expect(try await refusal(touch, database, as: station, .ingest) == nil)
            #expect(
                try await database.number("SELECT count(*) FROM rollup WHERE station_id = 'S02' AND amount = 0") == 0)
        }
    }

    /// A receipt that a station may still ask for stays, and no station's request removes any.
    @Test func youngReceiptsCanNotBeRemoved() async throws {
        try await withTwoStations { database in
            let young: Query = "UPDATE sync_receipt SET received_at = now() - interval '89 days'"
            _ = try await database.asAdministrator { try await $0.execute(young) }
            let before = try await database.number("SELECT count(*) FROM sync_receipt")
            try #require(before > 0)
            for principal in [Principal.district, .station(try .number(1))] {
                _ = try await database.hub.withTransaction(as: principal) { connection in
                    try await connection.execute("DELETE FROM sync_receipt")
                }
            }
            #expect(try await database.number("SELECT count(*) FROM sync_receipt") == before)
        }
    }

    @Test func theAppWritesNoFactsAndNobodyChangesThem() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            for principal in [station, .district] {
                for statement: Query in [
                    "INSERT INTO fact SELECT * FROM fact", "UPDATE fact SET seq = seq", "DELETE FROM fact",
                    "UPDATE rollup SET amount = 0", "DELETE FROM rollup", "DELETE FROM watermark", "TRUNCATE fact",
                    "SELECT receipt FROM sync_receipt", "UPDATE sync_receipt SET received_at = received_at",
                    "DELETE FROM station_change",
                ] {
                    #expect(
                        try await refusal(statement, database, as: principal, .app) == .insufficientPrivilege,
                        "\(statement)")
                }
            }
            for statement: Query in [
                "UPDATE fact SET seq = seq", "DELETE FROM fact", "DELETE FROM rollup", "DELETE FROM sync_receipt",
                "UPDATE sync_receipt SET receipt = ''", "INSERT INTO station SELECT * FROM station",
                "UPDATE station SET active = false", "SELECT * FROM station_change", "SELECT * FROM attention",
                "CREATE TABLE mine (n int)",
            ] {
                #expect(
                    try await refusal(statement, database, as: station, .ingest) == .insufficientPrivilege,
                    "\(statement)")
            }
        }
    }

    @Test func aStationPublishesNothingForItself() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            let publish: Query = """
                INSERT INTO station_change (station_id, number, key, version, digest, changed_at)
                VALUES ('S01', 999, 'station', 9, '', now())
                """
            #expect(try await refusal(publish, database, as: station, .app) == .insufficientPrivilege)
            let issue: Query = """
                INSERT INTO station_enrolment (code_digest, station_id, created_at, created_by, expires_at)
                VALUES (decode(repeat('00', 32), 'hex'), 'S01', now(), 'S01', now() + interval '1 day')
                """
            #expect(try await refusal(issue, database, as: station, .app) == .insufficientPrivilege)
        }
    }

    /// Keys are made where they are needed, and only the district wraps and destroys them; nobody removes a row.
    @Test func keysOfSubjectsAreTheDistrictsToChange() async throws {
        try await withTwoStations { database in
            let station = Principal.station(try .number(1))
            let before = try await database.texts("SELECT subject_key::text FROM subject_key ORDER BY 1")
            for statement: Query in [
                "UPDATE subject_key SET kek_id = 'x'",
                "UPDATE subject_key SET destroyed_at = now(), wrapped_key = NULL",
                "DELETE FROM subject_key", "SELECT 1 FROM person_link", "SELECT 1 FROM erased_rollup",
            ] {
                #expect(
                    try await refusal(statement, database, as: station, .ingest) == .insufficientPrivilege,
                    "\(statement)")
            }
            let seal: Query = "UPDATE fact SET sealed_for = gen_random_uuid(), salt = NULL"
            #expect(try await refusal(seal, database, as: station, .ingest) == .insufficientPrivilege)
            for statement: Query in ["UPDATE subject_key SET kek_id = 'x'", seal] {
                #expect(try await refusal(statement, database, as: station, .app) == nil, "changes no row")
            }
            #expect(
                try await refusal("DELETE FROM subject_key", database, as: .district, .app) == .insufficientPrivilege)
            #expect(
                try await refusal("UPDATE subject_key SET station_id = 'S01'", database, as: .district, .app)
                    == .insufficientPrivilege)
            #expect(
                try await refusal("UPDATE watermark SET last_contact_at = now()", database, as: .district, .app)
                    == .insufficientPrivilege)
            #expect(try await database.texts("SELECT subject_key::text FROM subject_key ORDER BY 1") == before)
        }
    }

    @Test func noStationSeesWhoIsTheSamePerson() async throws {
        try await withTwoStations { database in
            let insert: Query = """
                INSERT INTO person_link SELECT station_id, gen_random_uuid(), gen_random_uuid(),
                    decode(repeat('00', 32), 'hex'), 'k1', now() FROM station WHERE station_id IN ('S01', 'S02')
                """
            _ = try await database.asAdministrator { try await $0.execute(insert) }
            #expect(try await stations(in: "person_link", database, as: .district, .app) == ["S01", "S02"])
            #expect(try await stations(in: "person_link", database, as: .station(try .number(1)), .app) == [])
            #expect(try await refusal(insert, database, as: .station(try .number(1)), .app) == .insufficientPrivilege)
        }
    }
}
