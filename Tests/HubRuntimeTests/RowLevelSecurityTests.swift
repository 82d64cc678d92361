import Directory
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
        "person_day", "service_order",
    ]
    private static let ingestTables = [
        "watermark", "fact", "quarantine", "fact_correction", "sync_receipt", "effect", "rollup", "person_day",
        "service_order",
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
                try await database.send(book)
                books.append(book)
            }
            // One screening of each station is on the district's list, another one's effect still waits.
            try await database.applyEffects()
            for var book in books {
                try book.record("screening.completed", SampleData.itemNine, subject: UUID())
                try await database.send(book, 5, 5)
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

    @Test func aBearerSeesItsOwnCredentialAtMost() async throws {
        try await withTwoStations { database in
            _ = try await EnrolStation(database: database.hub)(try .number(1), at: FixedClock.now)
            _ = try await EnrolStation(database: database.hub)(try .number(2), at: FixedClock.now)
            let digest = try await database.texts(
                "SELECT encode(credential_digest, 'hex') FROM station_credential WHERE station_id = 'S01'")
            let bearer = Principal.bearer(credentialDigestHex: try #require(digest.first))
            let seen5 = try await stations(in: "station_credential", database, as: bearer, .ingest)
            #expect(seen5 == ["S01"])
            for table in Self.ingestTables {
                let seen6 = try await stations(in: table, database, as: bearer, .ingest)
                #expect(seen6 == [], "\(table)")
            }
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
            let enrol: Query = """
                INSERT INTO station_credential VALUES (decode(repeat('00', 32), 'hex'), 'S01', now(), NULL)
                """
            #expect(try await refusal(enrol, database, as: station, .app) == .insufficientPrivilege)
        }
    }
}
