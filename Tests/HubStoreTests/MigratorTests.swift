import Foundation
import HubStore
import Postgres
import Testing

@Suite(.serialized, .timeLimit(.minutes(2))) struct MigratorTests {
    /// A database of its own and a folder with two migrations.
    private func withDatabase(_ body: (URL, ConnectionConfiguration) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "migrator-\(UUID().uuidString.prefix(8))")
        let sql = folder.appendingPathComponent("sql")
        var settings = PrivateCluster.Configuration(folder: folder.appendingPathComponent("pg").path)
        // The data are thrown away with the folder, so nothing has to survive a crash of the machine.
        settings.durability = .unsafeForTests
        let cluster = PrivateCluster(settings)
        try FileManager.default.createDirectory(at: sql, withIntermediateDirectories: true)
        try write("CREATE TABLE a (n int); INSERT INTO a VALUES (1);", to: "0001_first.sql", in: sql)
        try write("ALTER TABLE a ADD m int;", to: "0002_second.sql", in: sql)
        try await cluster.start()
        do {
            try await body(sql, cluster.connectionConfiguration())
        } catch {
            try await cluster.stop()
            throw error
        }
        try await cluster.stop()
        try FileManager.default.removeItem(at: folder)
    }

    private func write(_ text: String, to file: String, in folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(file))
    }

    @Test func appliesRefusesAndReports() async throws {
        try await withDatabase { folder, database in
            let migrator = try Migrator(directory: folder)
            await #expect(throws: MigrationError.pending(["0001_first.sql", "0002_second.sql"])) {
                try await migrator.verify(database)
            }
            #expect(try await migrator.migrate(database).map(\.version) == [1, 2])
            #expect(try await migrator.migrate(database).isEmpty)
            try await migrator.verify(database)

            try write("ALTER TABLE a ADD m bigint;", to: "0002_second.sql", in: folder)
            let changed = try Migrator(directory: folder)
            await #expect(throws: MigrationError.changed(file: "0002_second.sql")) {
                try await changed.verify(database)
            }
            await #expect(throws: MigrationError.changed(file: "0002_second.sql")) {
                try await changed.migrate(database)
            }

            try FileManager.default.removeItem(at: folder.appendingPathComponent("0002_second.sql"))
            let shorter = try Migrator(directory: folder)
            await #expect(throws: MigrationError.missing(version: 2, name: "second")) {
                try await shorter.migrate(database)
            }
            #expect(try await shorter.status(database).map(\.state).last == .missing)
        }
    }

    @Test func aFailingStatementIsNamedByLineAndLeavesNothing() async throws {
        try await withDatabase { folder, database in
            try write(
                "CREATE TABLE b (n int CHECK (n > 0));\n\n-- why\nINSERT INTO b\nVALUES (0);\n", to: "0003_third.sql",
                in: folder)
            let error = await #expect(throws: MigrationError.self) {
                try await Migrator(directory: folder).migrate(database)
            }
            guard case .statementFailed("0003_third.sql", 4, "23514", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            try write("CREATE TABLE b (n int);\nSELECT 1,\n  nowhere;\n", to: "0003_third.sql", in: folder)
            let second = await #expect(throws: MigrationError.self) {
                try await Migrator(directory: folder).migrate(database)
            }
            guard case .statementFailed("0003_third.sql", 3, "42703", _) = second else {
                Issue.record("\(String(describing: second))")
                return
            }
            let states = try await Migrator(directory: folder).status(database).map(\.state)
            #expect(states.last == .pending)
            try write("CREATE TABLE b (n int);\nCOMMIT;\n", to: "0003_third.sql", in: folder)
            await #expect(throws: MigrationError.transactionControl(file: "0003_third.sql", line: 2)) {
                try await Migrator(directory: folder).migrate(database)
            }
        }
    }

    @Test func twoAtOnceApplyEachFileOnce() async throws {
        try await withDatabase { folder, database in
            try write("SELECT pg_sleep(0.2); CREATE TABLE c (n int);", to: "0003_slow.sql", in: folder)
            let migrator = try Migrator(directory: folder)
            async let first = migrator.migrate(database)
            async let second = migrator.migrate(database)
            let counts = try await [first.count, second.count].sorted()
            #expect(counts == [0, 3])
        }
    }

    @Test func filesMustBeNumberedWithoutGapsAndDoubles() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "names-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try write("", to: "0001_a.sql", in: folder)
        try write("", to: "0003_c.sql", in: folder)
        #expect(throws: MigrationError.gap(expected: 2, found: "0003_c.sql")) { try Migrator(directory: folder) }
        try write("", to: "0001_b.sql", in: folder)
        #expect(throws: MigrationError.duplicate("0001_a.sql", "0001_b.sql")) { try Migrator(directory: folder) }
        try write("", to: "x.sql", in: folder)
        try FileManager.default.removeItem(at: folder.appendingPathComponent("0001_b.sql"))
        #expect(throws: MigrationError.self) { try Migrator(directory: folder) }
    }
}
