import Crypto
import Foundation

/// One file of SQL that changes the schema.
public struct Migration: Sendable, Hashable {
    /// Counted from 1 without gaps.
    public let version: Int
    public let name: String
    /// SHA-256 of the file, in lower-case hexadecimal digits.
    public let checksum: String
    let file: String
    let sql: String

    /// Reads `0001_name.sql`, `0002_name.sql`, … out of a folder. Other files are left alone.
    ///
    /// - Throws: ``MigrationError`` when a `.sql` file is not named like this or numbers are missing or doubled.
    static func read(_ folder: URL) throws -> [Migration] {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".sql") }.sorted()
        let migrations = try files.map { file in
            let stem = file.dropLast(4)
            let parts = stem.split(separator: "_", maxSplits: 1)
            guard parts.count == 2, parts[0].count == 4, let version = Int(parts[0]), version > 0 else {
                throw MigrationError.badName(file)
            }
            let data = try Data(contentsOf: folder.appendingPathComponent(file))
            let digits = SHA256.hash(data: data).map { byte in
                let text = String(byte, radix: 16)
                return text.count == 1 ? "0" + text : text
            }
            return Migration(
                version: version, name: String(parts[1]), checksum: digits.joined(), file: file,
                sql: String(decoding: data, as: UTF8.self))
        }
        for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
            if index > 0, migrations[index - 1].version == migration.version {
                throw MigrationError.duplicate(migrations[index - 1].file, migration.file)
            }
            throw MigrationError.gap(expected: index + 1, found: migration.file)
        }
        return migrations
    }
}

/// Why the schema is not brought up to date, and what to do about it.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    case badName(String)
    case duplicate(String, String)
    case gap(expected: Int, found: String)
    /// A file was changed after it had been applied.
    case changed(file: String)
    /// A file was applied and is gone.
    case missing(version: Int, name: String)
    /// Files that the database has not seen yet.
    case pending([String])
    /// A file begins or ends a transaction itself.
    case transactionControl(file: String, line: Int)
    /// A statement failed. `message` is the server's.
    case statementFailed(file: String, line: Int, sqlState: String, message: String)

    public var description: String {
        switch self {
        case .badName(let file):
            "migration \(file) is not named like 0001_name.sql; rename it"
        case .duplicate(let first, let second):
            "migrations \(first) and \(second) have the same number; give the newer one the next free number"
        case .gap(let expected, let found):
            "migration number \(expected) is missing before \(found); add it or renumber the files without gaps"
        case .changed(let file):
            "migration \(file) was changed after it had been applied; restore it and put the change in a new file"
        case .missing(let version, let name):
            "migration \(version) (\(name)) was applied to this database and its file is gone; restore the file, or use the "
                + "program's version that belongs to this database"
        case .pending(let files):
            "the database lacks \(files.joined(separator: ", ")); run the migration first"
        case .transactionControl(let file, let line):
            "\(file):\(line): each migration runs in a transaction of its own; take BEGIN, COMMIT and ROLLBACK out"
        case .statementFailed(let file, let line, let sqlState, let message):
            "\(file):\(line): \(message) (SQLSTATE \(sqlState)); nothing of this file was applied, correct it and run again"
        }
    }
}
