import Foundation
import GRDB

extension LocalBook {
    /// The number of the last change applied; 0 asks the hub for a snapshot.
    func changeCursor() async throws -> Int64 {
        try await pool.read { try Int64.fetchOne($0, sql: "SELECT cursor FROM change_cursor") ?? 0 }
    }

    /// Applies one page of changes together with its cursor, all or nothing.
    ///
    /// At the end of a snapshot, documents that it doesn't have are deleted.
    /// - Throws: ``SyncTrouble`` `changes_digest` or `changes_gap`; nothing is applied then.
    func apply(_ page: ChangesPage, after cursor: Int64, now: Date) async throws {
        for change in page.changes where !change.matchesDigest { throw SyncTrouble.changesDigest(key: change.key) }
        try await pool.write { database in
            let row = try Row.fetchOne(database, sql: "SELECT cursor, snapshot, in_snapshot FROM change_cursor")
            guard let row else { throw LocalBookError.damaged("change_cursor") }
            // Another process may have applied the same page.
            guard row["cursor"] == cursor else { return }
            let inSnapshot: Bool = row["in_snapshot"]
            let snapshot: Int64 = row["snapshot"]
            try Self.checkNumbers(page, after: cursor, inSnapshot: inSnapshot)
            for change in page.changes { try Self.apply(change, snapshot: snapshot, now: now, in: database) }
            if inSnapshot, !page.more {
                try database.execute(sql: "DELETE FROM document WHERE snapshot < ?", arguments: [snapshot])
            }
            try database.execute(
                sql: "UPDATE change_cursor SET cursor = ?, in_snapshot = ?",
                arguments: [page.cursor, inSnapshot && page.more])
        }
    }

    private static func checkNumbers(_ page: ChangesPage, after cursor: Int64, inSnapshot: Bool) throws {
        var previous = cursor
        for change in page.changes {
            // A snapshot leaves out what later changes replaced.
            let follows = inSnapshot ? change.number > previous : change.number == previous + 1
            guard follows else { throw SyncTrouble.changesGap }
            previous = change.number
        }
        let complete = inSnapshot ? page.cursor >= previous : page.cursor == previous
        guard complete, !page.more || page.cursor > cursor else { throw SyncTrouble.changesGap }
    }

    private static func apply(_ change: ChangesPage.Change, snapshot: Int64, now: Date, in database: Database) throws {
        guard let document = change.document else {
            try database.execute(sql: "DELETE FROM document WHERE key = ?", arguments: [change.key])
            return
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                change.key, change.version, change.digest ?? "", Data(document), snapshot, now.milliseconds,
            ])
    }

    /// Asks for a snapshot next time; the documents stay until it is complete.
    func restartChanges() async throws {
        try await pool.write {
            try $0.execute(sql: "UPDATE change_cursor SET cursor = 0, snapshot = snapshot + 1, in_snapshot = 1")
        }
    }

    /// The hub's documents, ordered by key.
    public func documents() async throws -> [HubDocument] {
        try await pool.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM document ORDER BY key").map { row in
                HubDocument(
                    key: row["key"], version: row["version"], digest: row["digest"], document: row["document"],
                    appliedAt: Date(milliseconds: row["applied_at"]))
            }
        }
    }

    /// The hub's document of a key.
    public func document(_ key: String) async throws -> HubDocument? {
        try await documents().first { $0.key == key }
    }
}
