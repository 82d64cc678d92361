public import Foundation
public import Postgres

#if canImport(Glibc)
#elseif canImport(Musl)
#elseif canImport(Darwin)
#endif

/// Backs the hub's database up, and restores it, with PostgreSQL's own programs.
///
/// Data and the keys of subjects go into separate files, and only the newest keys are kept: a key that was destroyed is then
/// in no backup either, and what it sealed is unreadable in all of them.
public struct DatabaseBackup: Sendable {
    /// The table that is never part of the data.
    static let keyTable = "public.subject_key"

    private let administrator: ConnectionConfiguration

    /// - Parameter administrator: a role whom row-level security doesn't hold back, and the database.
    public init(administrator: ConnectionConfiguration) {
        self.administrator = administrator
    }

    /// The files of a backup.
    public struct Files: Sendable {
        /// Everything but the keys of subjects, one file a backup.
        public var data: URL
        /// The keys of subjects as they were last.
        public var keys: URL

        public init(data: URL, keys: URL) {
            self.data = data
            self.keys = keys
        }
    }

    /// Writes `data-<time>.dump` and puts the newest `subject-keys.dump` in the place of the one before.
    ///
    /// - Parameter folder: made when missing, for its owner only.
    /// - Throws: ``DatabaseBackupError``.
    public func backUp(to folder: URL, at now: Date) async throws -> Files {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let time = now.formatted(.iso8601.dateSeparator(.omitted).timeSeparator(.omitted))
        let files = Files(
            data: folder.appendingPathComponent("data-\(time).dump"),
            keys: folder.appendingPathComponent("subject-keys.dump"))
        let programs = try await ClientPrograms.find()
        try await dump(["--exclude-table-data=\(Self.keyTable)"], to: files.data, programs)
        // After the data, so that there is a key for everything that is sealed in them.
        try await dump(["--data-only", "--table=\(Self.keyTable)"], to: files.keys, programs)
        return files
    }

    /// The file appears when it is complete.
    private func dump(_ what: [String], to file: URL, _ programs: ClientPrograms) async throws {
        let unfinished = file.appendingPathExtension("unfinished")
        try? FileManager.default.removeItem(at: unfinished)
        let made = FileManager.default.createFile(
            atPath: unfinished.path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made else { throw DatabaseBackupError.notWritable(unfinished.path) }
        do {
            try await programs.run(
                "pg_dump", ["--format=custom", "--file=\(unfinished.path)"] + what, on: administrator)
            guard rename(unfinished.path, file.path) == 0 else { throw DatabaseBackupError.notWritable(file.path) }
        } catch {
            try? FileManager.default.removeItem(at: unfinished)
            throw error
        }
    }

    /// Restores into an empty database whose server has the hub's roles. Persons who were erased since the backup are
    /// unreadable; what is derived of them must be removed next.
    ///
    /// - Throws: ``DatabaseBackupError``.
    public func restore(_ files: Files) async throws {
        let programs = try await ClientPrograms.find()
        for (file, what) in [(files.data, []), (files.keys, ["--data-only"])] {
            try await programs.run(
                "pg_restore",
                ["--exit-on-error", "--single-transaction", "--dbname=\(administrator.database)"] + what + [file.path],
                on: administrator)
        }
    }
}
