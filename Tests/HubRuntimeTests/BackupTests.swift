import Foundation
import HubModel
import HubRuntime
import HubStore
import Indicators
import Postgres
import Protection
import TestSupport
import Testing

/// Back up, erase, restore: who was erased stays erased.
@Suite(.timeLimit(.minutes(5))) struct BackupTests {
    private let erased = UUID()
    private let other = UUID()

    private func book() throws -> StationBook {
        var book = StationBook(try .number(1))
        for subject in [erased, other] {
            try book.record("resident.registered", SampleData.resident, subject: subject)
            try book.record("screening.completed", SampleData.itemNine, subject: subject)
            try book.record("order.delivered", SampleData.order("o-\(subject)"), subject: subject)
        }
        return book
    }

    private func withBackups(_ body: @Sendable (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test func anErasedPersonIsUnreadableInABackupToo() async throws {
        let book = try book()
        try await withBackups { folder in
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(book)
                // One screening is on the list, the other one's effect still waits.
                _ = try await database.effects().applyPage()
                let backup = DatabaseBackup(administrator: database.administrator)
                let first = try await backup.backUp(to: folder, at: FixedClock.now)
                let erase = EraseSubject(database: database.hub, rules: database.rules, keys: database.keys)
                _ = try await erase(ResidentID(rawValue: erased), of: book.station)
                let second = try await backup.backUp(to: folder, at: FixedClock.now + 60)
                #expect(first.keys == second.keys)
                let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                #expect(files.count == 3 && files.allSatisfy { $0.hasSuffix(".dump") })
                for file in files {
                    let attributes = try FileManager.default.attributesOfItem(
                        atPath: folder.appendingPathComponent(file).path)
                    #expect(attributes[.posixPermissions] as? Int == 0o600)
                }
                try await database.withEmptyDatabase { restored in
                    // The data from before the erasure, the keys from after it.
                    try await DatabaseBackup(administrator: restored.administrator).restore(
                        .init(data: first.data, keys: second.keys))
                    for seq in [1, 2, 3] as [Int64] {
                        #expect(try await restored.storedData(of: book.station, seq: seq) == nil)
                        let sealed = try await restored.number("SELECT count(data) FROM fact WHERE seq = \(seq)")
                        #expect(sealed == 1, "the sealed bytes are there, and nothing opens them")
                    }
                    for seq in [4, 5, 6] as [Int64] {
                        #expect(try await restored.storedData(of: book.station, seq: seq) != nil)
                    }
                    try await expectSettled(restored, book.station)
                }
            }
        }
    }

    private func expectSettled(_ restored: TestDatabase, _ station: StationCode) async throws {
        let settle = SettleErasures(database: restored.hub, rules: restored.rules, keys: restored.keys)
        #expect(try await settle.stations() == [station])
        #expect(try await settle(station) == 1)
        #expect(try await restored.rollupDifferences().isEmpty)
        try await restored.applyEffects()
        for table in ["person_day", "attention"] {
            let subjects = try await restored.texts("SELECT DISTINCT subject::text FROM \(identifier: table)")
            #expect(subjects == [other.uuidString.lowercased()], "\(table)")
        }
        #expect(try await restored.number("SELECT count(*) FROM service_order") == 1)
        #expect(try await settle(station) == 1)
        #expect(try await restored.rollupDifferences().isEmpty)
        let registered = try await restored.amounts(.residentsRegistered, of: station)
        #expect(registered == ["": 2])
    }

    @Test func theDataAloneOpenNothing() async throws {
        let book = try book()
        try await withBackups { folder in
            try await TestDatabase.with(stations: 1) { database in
                try await database.send(book)
                let files = try await DatabaseBackup(administrator: database.administrator).backUp(
                    to: folder, at: FixedClock.now)
                // Restored beside an empty file of keys, as after the loss of the keys.
                _ = try await database.asAdministrator { try await $0.execute("DELETE FROM subject_key") }
                let none = try await DatabaseBackup(administrator: database.administrator).backUp(
                    to: folder.appendingPathComponent("none"), at: FixedClock.now)
                try await database.withEmptyDatabase { restored in
                    try await DatabaseBackup(administrator: restored.administrator).restore(
                        .init(data: files.data, keys: none.keys))
                    #expect(try await restored.number("SELECT count(*) FROM subject_key") == 0)
                    for seq in 1...6 as ClosedRange<Int64> {
                        #expect(try await restored.storedData(of: book.station, seq: seq) == nil)
                    }
                }
            }
        }
    }

    @Test func aFailedBackupLeavesTheKeysOfTheOneBefore() async throws {
        try await withBackups { folder in
            try await TestDatabase.with(stations: 1) { database in
                let files = try await DatabaseBackup(administrator: database.administrator).backUp(
                    to: folder, at: FixedClock.now)
                let before = try Data(contentsOf: files.keys)
                // Row-level security holds the hub's own roles back, so they can't make a backup.
                let powerless = DatabaseBackup(administrator: database.connections.app)
                await #expect(throws: DatabaseBackupError.self) {
                    _ = try await powerless.backUp(to: folder, at: FixedClock.now + 60)
                }
                #expect(try Data(contentsOf: files.keys) == before)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
            }
        }
    }
}
