public import Foundation
import GRDB
public import Logging
public import ServiceLifecycle

/// Imports the CSV files of a folder while the station runs; a file that changes is imported again, which adds only what
/// is new.
public struct ImportFolder: Service {
    private let folder: URL
    private let book: LocalBook
    private let importing: CSVImport
    private let intervalSeconds: Double
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: StationSleep

    /// - Parameter intervalSeconds: between two looks into the folder.
    public init(
        folder: URL, book: LocalBook, importing: CSVImport, intervalSeconds: Double = 2, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping StationSleep = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.folder = folder
        self.book = book
        self.importing = importing
        self.intervalSeconds = intervalSeconds
        self.logger = logger
        self.now = now
        self.sleep = sleep
    }

    /// Runs until shut down gracefully or cancelled.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await importNew()
                    try await sleep(intervalSeconds)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("the import folder could not be read", metadata: ["error": "\(error)"])
                    try? await sleep(intervalSeconds)
                }
            }
        }
    }

    /// Imports every file that is new or has changed, in the order of their names.
    public func importNew() async throws {
        for file in try await book.noteImportFiles(try files()) {
            do {
                let summary = try await importing.run(file.url)
                try await book.noteImported(file, summary, at: now())
                logger.info(
                    "file imported",
                    metadata: [
                        "file": "\(file.url.lastPathComponent)", "rows": "\(summary.rows)",
                        "recorded": "\(summary.recorded)", "refused": "\(summary.refused)",
                    ])
                for row in summary.refusals { logger.warning("row refused", metadata: ["row": "\(row)"]) }
            } catch let error as CSVImportError {
                var summary = ImportSummary()
                summary.refused = 1
                try await book.noteImported(file, summary, at: now())
                logger.error("file refused", metadata: ["reason": "\(error)"])
            }
        }
    }

    private func files() throws -> [ImportFile] {
        let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey, .contentModificationDateKey]
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))
            .filter { $0.pathExtension.lowercased() == "csv" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { url in
                let values = try url.resourceValues(forKeys: keys)
                guard values.isRegularFile == true else { return nil }
                return ImportFile(
                    url: url, size: Int64(values.fileSize ?? 0),
                    modifiedAt: values.contentModificationDate ?? .distantPast)
            }
    }
}

/// A file as it was seen in the import folder.
struct ImportFile: Hashable, Sendable {
    var url: URL
    var size: Int64
    var modifiedAt: Date
}

extension LocalBook {
    /// Notes the files and returns those not imported yet in this size and of this time, in the order given.
    func noteImportFiles(_ files: [ImportFile]) async throws -> [ImportFile] {
        try await pool.write { database in
            let paths = Set(files.map(\.url.path))
            // A file that was taken away can't be waited for.
            for path in try String.fetchAll(database, sql: "SELECT path FROM import_file WHERE finished_at IS NULL")
            where !paths.contains(path) {
                try database.execute(sql: "DELETE FROM import_file WHERE path = ?", arguments: [path])
            }
            return try files.filter { file in
                try database.execute(
                    sql: """
                        INSERT INTO import_file (path, size, modified_at) VALUES (?, ?, ?)
                        ON CONFLICT DO UPDATE SET size = excluded.size, modified_at = excluded.modified_at,
                            finished_at = NULL
                        WHERE size <> excluded.size OR modified_at <> excluded.modified_at
                        """,
                    arguments: [file.url.path, file.size, file.modifiedAt.milliseconds])
                return try Bool.fetchOne(
                    database, sql: "SELECT finished_at IS NULL FROM import_file WHERE path = ?",
                    arguments: [file.url.path]) ?? false
            }
        }
    }

    func noteImported(_ file: ImportFile, _ summary: ImportSummary, at time: Date) async throws {
        try await pool.write { database in
            try database.execute(
                sql: "UPDATE import_file SET finished_at = ?, rows = ?, recorded = ?, refused = ? WHERE path = ?",
                arguments: [time.milliseconds, summary.rows, summary.recorded, summary.refused, file.url.path])
        }
    }
}
