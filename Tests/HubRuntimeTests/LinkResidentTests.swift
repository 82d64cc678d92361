import Foundation
import HubModel
import HubRuntime
import Postgres
import Protection
import Services
import TestSupport
import Testing

/// One person at two stations, and nobody learns who.
@Suite(.timeLimit(.minutes(5))) struct LinkResidentTests {
    /// The example of GB 11643-1999 itself.
    private static let number = "11010519491231002X"

    private func link(_ database: TestDatabase, _ keys: KeyRing? = nil) -> LinkResident {
        LinkResident(database: database.hub, keys: keys ?? database.keys, now: { FixedClock.now })
    }

    private func persons(_ database: TestDatabase) async throws -> [String] {
        try await database.texts("SELECT person::text FROM person_link ORDER BY station_id, resident")
    }

    @Test func onePersonAtTwoStationsIsOnePerson() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let link = link(database)
            try await link(ResidentID(), of: .number(1), idNumber: Self.number)
            try await link(ResidentID(), of: .number(2), idNumber: Self.number.lowercased())
            let persons = try await persons(database)
            #expect(persons.count == 2 && Set(persons).count == 1)
            for (table, rows) in try await database.everything() {
                for row in rows { #expect(!row.contains(Self.number.prefix(17)), "\(table)") }
            }
        }
    }

    @Test func linkingAgainChangesNothingAndACorrectedNumberMovesTheLink() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let (link, resident) = (link(database), ResidentID())
            try await link(resident, of: .number(1), idNumber: Self.number)
            let before = try await database.everything()
            try await link(resident, of: .number(1), idNumber: Self.number)
            #expect(try await database.everything() == before)
            try await link(ResidentID(), of: .number(2), idNumber: Self.number)
            try await link(resident, of: .number(1), idNumber: "110105194912310038")
            let persons = try await persons(database)
            #expect(persons.count == 2 && Set(persons).count == 2)
        }
    }

    @Test func aLinkIsFoundUnderEveryKeyAndBroughtUnderTheCurrentOne() async throws {
        try await TestDatabase.with(stations: 3) { database in
            let (old, new) = (TestKeys.line(.linkage, id: "old"), TestKeys.line(.linkage, id: "new"))
            try await link(database, try KeyRing(text: old))(ResidentID(), of: .number(1), idNumber: Self.number)
            try await link(database, try KeyRing(text: old + new))(ResidentID(), of: .number(2), idNumber: Self.number)
            #expect(try await database.texts("SELECT DISTINCT key_id FROM person_link") == ["new"])
            // The old key may go once nothing needs it.
            try await link(database, try KeyRing(text: new))(ResidentID(), of: .number(3), idNumber: Self.number)
            let persons = try await persons(database)
            #expect(persons.count == 3 && Set(persons).count == 1)
        }
    }

    @Test func stationsThatLinkAtOnceAgree() async throws {
        try await TestDatabase.with(stations: 3) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...9 {
                    group.addTask {
                        try await link(database)(ResidentID(), of: .number(1 + number % 3), idNumber: Self.number)
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(try await persons(database)).count == 1)
        }
    }

    @Test(
        arguments: [
            "", "11010519491231002", "11010519491231002XX", "110105194912310021", "110105194913310021",
            "110105194902290029", "110105204912310026", "010105194912310026", "1101051949123100２X",
            "11010519491231002Y", "1101O519491231002X", " 11010519491231002X",
        ]) func anImpossibleNumberIsRefused(number: String) async throws
    {
        try await TestDatabase.with(stations: 1) { database in
            let before = try await database.everything()
            await #expect(throws: LinkageError.invalidIDNumber) {
                try await link(database)(ResidentID(), of: .number(1), idNumber: number)
            }
            #expect(try await database.everything() == before)
            #expect(number.isEmpty || !"\(LinkageError.invalidIDNumber)".contains(number))
        }
    }

    @Test func whoWasErasedIsNotLinkedAgain() async throws {
        try await TestDatabase.with(stations: 2) { database in
            let (link, resident) = (link(database), ResidentID())
            try await link(resident, of: .number(1), idNumber: Self.number)
            try await link(ResidentID(), of: .number(2), idNumber: Self.number)
            let erase = EraseSubject(database: database.hub, rules: database.rules, keys: database.keys)
            _ = try await erase(resident, of: .number(1))
            #expect(try await database.texts("SELECT station_id FROM person_link") == ["S02"])
            await #expect(throws: LinkageError.erased) {
                try await link(resident, of: .number(1), idNumber: Self.number)
            }
        }
    }
}
