import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport
import Testing

/// What the database itself keeps from the ledger, and what is told instead of passed over.
@Suite(.timeLimit(.minutes(5))) struct LedgerGuardTests {
    private static func person(_ role: Role, _ organization: Organization) throws -> Principal {
        .person(.init(account: UUID(), assignment: try #require(RoleAssignment(role, at: organization))))
    }

    private static func stations(_ database: TestDatabase) async throws -> [StationCode] {
        try await database.texts("SELECT station_id FROM station ORDER BY 1").compactMap(StationCode.init(rawValue:))
    }

    @Test func sumsStayWithinAQuarterOfTheRangeHoweverTheyAreRecorded() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let most = Int64.max / 4
            for amount in [most + 1, Int64.max] {
                let alone = try await database.record([Books.event(Books.grant(amount))])
                #expect(alone == [.refused(.overflow(transfer: 1, Books.source.key.id))])
            }
            #expect(try await database.record([Books.event(Books.grant(most))]) == [.recorded])
            #expect(
                try await database.record([Books.event(Books.grant(1)), Books.event(Books.grant(1))])
                    == Array(repeating: .refused(.overflow(transfer: 1, Books.source.key.id)), count: 2))
            #expect(try await database.proof() == [])
        }
    }

    @Test func anAccountThatIsOpenAsSomethingElseIsTold() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(10))])
            var asked = Books.granted
            asked.floor = -100
            let mismatch = AccountDefinitionMismatch(accounts: [.init(standing: Books.granted, asked: asked)])
            await #expect(throws: mismatch) {
                _ = try await database.record([Books.event(Books.spend(50))], opening: [asked, Books.spent])
            }
            await #expect(throws: mismatch) {
                let both = [Books.event(Books.grant(50)), Books.event(Books.spend(50))]
                _ = try await database.record(both, opening: [asked, Books.spent])
            }
            #expect(try await database.number("SELECT count(*) FROM ledger_transfer") == 1)
        }
    }

    @Test func whatWasSentAgainIsTheSameThoughTheClockIsFiner() async throws {
        try await TestDatabase.with(stations: 1) { database in
            let expires = Date(timeIntervalSinceReferenceDate: 794_400_000.123_456_789)
            let event = Books.event(Books.spend(5, .pending(expires: expires)))
            let first = try await database.record([Books.event(Books.grant(10)), event])
            #expect(first == [.recorded, .recorded])
            #expect(try await database.record([event]) == [.existed])
        }
    }

    @Test func aTemporaryTableTakesNoTablesPlace() async throws {
        try await TestDatabase.with(stations: 1) { database in
            _ = try await database.record([Books.event(Books.grant(10))])
            let results = try await database.hub.withTransaction(as: .district) { connection in
                try await connection.executeScript(
                    "CREATE TEMPORARY TABLE ledger_account AS SELECT * FROM public.ledger_account; "
                        + "UPDATE ledger_account SET debit_room = 1000; GRANT ALL ON ledger_account TO PUBLIC")
                return try await RecordEvents(at: Books.now)(
                    [Books.event(Books.spend(500))], opening: [Books.spent], on: connection)
            }
            #expect(results.map(\.answer) != ["recorded"])
            #expect(try await database.number("SELECT count(*) FROM ledger_transfer") == 1)
        }
    }

    @Test func nobodyElseReadsOrWrites() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let station = try await Self.stations(database)[0]
            _ = try await database.record([Books.event(Books.grant(10))])
            let hospital = try #require(HospitalCode(rawValue: "H1"))
            let manager = try #require(RoleAssignment(.stationManager, at: .station(station)))
            let others: [Principal] = [
                .station(station), .signIn, try Self.person(.volunteer, .bureau),
                try Self.person(.stationStaff, .station(station)), try Self.person(.stationManager, .station(station)),
                try Self.person(.brandOperator, .bureau), try Self.person(.hospitalCoordinator, .hospital(hospital)),
                .emergency(.init(account: UUID(), assignment: manager), station, ResidentID()),
            ]
            for principal in others {
                try await refuses(principal, database)
                for table in ["ledger_account", "ledger_transfer", "ledger_month", "ledger_entry"] {
                    let seen = try await database.hub.withTransaction(as: principal) { connection in
                        try await connection.first("SELECT count(*) FROM \(identifier: table)", as: Int64.self)
                    }
                    #expect(seen == 0, "\(principal) sees \(table)")
                }
            }
            for table in ["ledger_account", "ledger_transfer", "ledger_month"] {
                await #expect(throws: PostgresError.self) {
                    try await database.hub.withTransaction(as: .district) { connection in
                        _ = try await connection.execute("DELETE FROM \(identifier: table)")
                    }
                }
            }
        }
    }

    /// Each way in is refused: alone, as a batch, and in order.
    private func refuses(_ principal: Principal, _ database: TestDatabase) async throws {
        let batches = [
            [Books.event(Books.grant(1))], [Books.event(Books.grant(1)), Books.event(Books.grant(1))],
            [Books.event(Books.grant(1)), Books.event(Books.spend(1))],
        ]
        for batch in batches {
            await #expect(throws: PostgresError.self, "\(principal) writes") {
                try await database.hub.withTransaction(as: principal) { connection in
                    _ = try await RecordEvents(at: Books.now)(batch, on: connection)
                }
            }
        }
    }

    @Test func aManagerSeesTheAccountsOfTheirStationAlone() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let stations = try await Self.stations(database)
            let accounts = stations.map { Books.account("at \($0)", .debit, station: $0) }
            _ = try await database.record(
                accounts.map {
                    LedgerEvent(
                        id: UUID(), day: Books.day, station: $0.station,
                        transfers: [Transfer(debit: $0.key.id, credit: Books.spentID, amount: 5)])
                }, opening: accounts + [Books.spent])
            let manager = try Self.person(.stationManager, .station(stations[0]))
            let seen = try await database.hub.withTransaction(as: manager) { connection in
                try await ReadAccounts()(accounts.map(\.key.id) + [Books.spentID], on: connection)
            }
            #expect(Set(seen.keys) == [accounts[0].key.id])
        }
    }
}
