import Foundation
import HubModel
import HubRuntime
import HubStore
import Postgres
import Protection
import TestSupport
import Testing

/// The step from a database without sealing to one with it.
@Suite(.timeLimit(.minutes(5))) struct SealingMigrationTests {
    /// Brings an empty database to the last schema without sealing.
    private func migrateToPlainSchema(_ owner: ConnectionConfiguration) async throws {
        let files = ExampleDistrict.repository.appendingPathComponent("Sources/HubStore/Migrations")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migrations-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = try FileManager.default.contentsOfDirectory(atPath: files.path).sorted()
        for name in names.prefix(while: { !$0.hasSuffix("_field_encryption.sql") }) {
            try FileManager.default.copyItem(
                at: files.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
        try await Migrator(directory: folder, logger: TestDatabase.quietLogger).migrate(owner)
    }

    /// Effects as a hub without sealing queued them: one puts a screening on the list, one takes another off.
    private static let waiting = """
        INSERT INTO station SELECT 'S01', 'S01', 'S01', 'community-hub', 'x', 0, 0, '{}', true;
        INSERT INTO effect VALUES
            ('S01', '018f0000-0000-7000-8000-000000000001', 'attention',
                '{"subject":"11111111-1111-4111-8111-111111111111","occurredAt":"2026-03-02T04:00:00Z",
                "reading":{"level":"crisis","reasons":["item9-positive","x"],"instrument":"PHQ-9","scored":false}}', now()),
            ('S01', '018f0000-0000-7000-8000-000000000002', 'attention',
                '{"subject":"11111111-1111-4111-8111-111111111111","occurredAt":"2026-03-02T04:00:00Z"}', now());
        """

    /// A screening whose effect waits during the change must not get lost on the way to the list.
    @Test func whatWaitsComesOntoTheListAndIsSealed() async throws {
        try await TestDatabase.with(stations: 1) { outer in
            try await outer.withEmptyDatabase { database in
                var owner = database.administrator
                owner.user = DatabaseSetup.owner
                try await migrateToPlainSchema(owner)
                _ = try await database.asAdministrator { try await $0.executeScript(Self.waiting) }
                try await Migrator.bundled(logger: TestDatabase.quietLogger).migrate(owner)
                let open: Query = "SELECT reasons::text || instrument FROM attention WHERE detail IS NULL"
                #expect(try await database.texts(open) == ["{item9-positive,x}PHQ-9"])
                // What is taken off the list still waits.
                #expect(try await database.number("SELECT count(*) FROM effect") == 1)
                let seal = SealStoredFacts(database: database.hub, rules: database.rules, keys: database.keys)
                #expect(try await seal(.number(1)) == 1)
                #expect(try await database.texts(open) == [])
                let list = try await database.openAttention()
                #expect(list.count == 1 && list.first?.contains(#"["item9-positive","x"]"#) == true)
                try await database.applyEffects()
                #expect(try await database.number("SELECT count(*) FROM attention WHERE withdrawn_at IS NULL") == 1)
            }
        }
    }
}
