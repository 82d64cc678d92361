import Foundation
import GRDB

/// A file as it was seen in the import folder.
struct ImportFile: Hashable, Sendable {
    static let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey, .contentModificationDateKey]

    var url: URL
    var size: Int64
    var modifiedAt: Date
    /// Whether the last line has its end.
    var isEnded: Bool

    var name: String { url.lastPathComponent }

    /// Nil when it is no file, or gone.
    init?(_ url: URL) {
        guard let values = try? url.resourceValues(forKeys: Self.keys), values.isRegularFile == true else { return nil }
        self.url = url
        size = Int64(values.fileSize ?? 0)
        modifiedAt = values.contentModificationDate ?? .distantPast
        isEnded = Self.isEnded(url, size: size)
    }

    private static func isEnded(_ url: URL, size: Int64) -> Bool {
        guard size > 0, let handle = try? FileHandle(forReadingFrom: url) else { return size > 0 }
        defer { try? handle.close() }
        guard (try? handle.seek(toOffset: UInt64(size - 1))) != nil, let last = try? handle.read(upToCount: 1) else {
            return false
        }
        return last.first == 0x0A || last.first == 0x0D
    }
}

extension LocalBook {
    /// Notes the files and tells which of them can be taken.
    func noteImportFiles(_ files: [ImportFile], at time: Date) async throws -> ImportLook {
        try await pool.write { database in
            let paths = Set(files.map(\.url.path))
            // A file that was taken away can't be waited for.
            for path in try String.fetchAll(database, sql: "SELECT path FROM import_file WHERE finished_at IS NULL")
            where !paths.contains(path) {
                try database.execute(sql: "DELETE FROM import_file WHERE path = ?", arguments: [path])
            }
            var look = ImportLook()
            for file in files {
                switch try Self.state(of: file, at: time, database) {
                case .finished: break
                case .growing: look.isWaiting = true
                case .complete: look.complete.append(file)
                }
            }
            return look
        }
    }

    private enum ImportFileState { case growing, complete, finished }

    private static func state(of file: ImportFile, at time: Date, _ database: Database) throws -> ImportFileState {
        try database.execute(
            sql: """
                INSERT INTO import_file (path, size, modified_at, seen_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET size = excluded.size, modified_at = excluded.modified_at,
                    seen_at = excluded.seen_at, finished_at = NULL, rows = 0, recorded = 0, refused = 0, problem = NULL
                WHERE size <> excluded.size OR modified_at <> excluded.modified_at
                """,
            arguments: [file.url.path, file.size, file.modifiedAt.milliseconds, time.milliseconds])
        let isAsBefore = database.changesCount == 0
        guard isAsBefore,
            let row = try Row.fetchOne(
                database, sql: "SELECT finished_at, seen_at FROM import_file WHERE path = ?",
                arguments: [file.url.path])
        else { return .growing }
        guard row["finished_at"] as Int64? == nil else { return .finished }
        // A clock that was set back makes nobody wait longer.
        let unchanged = abs(time.timeIntervalSince(Date(milliseconds: row["seen_at"])))
        return file.isEnded || unchanged >= ImportFolder.unendedSeconds ? .complete : .growing
    }

    func noteImported(_ file: ImportFile, _ summary: ImportSummary, problem: String?, at time: Date) async throws {
        try await pool.write { database in
            try database.execute(
                sql: """
                    UPDATE import_file SET finished_at = ?, rows = ?, recorded = ?, refused = ?, problem = ?
                    WHERE path = ? AND size = ? AND modified_at = ?
                    """,
                arguments: [
                    time.milliseconds, summary.rows, summary.recorded, summary.refused, problem, file.url.path,
                    file.size, file.modifiedAt.milliseconds,
                ])
        }
    }

    /// Notes why a file can't be imported yet.
    ///
    /// - Returns: whether that is news.
    func noteProblem(_ problem: String, with file: ImportFile) async throws -> Bool {
        try await pool.write { database in
            try database.execute(
                sql: "UPDATE import_file SET problem = ? WHERE path = ? AND problem IS NOT ?",
                arguments: [problem, file.url.path, problem])
            return database.changesCount > 0
        }
    }
}
