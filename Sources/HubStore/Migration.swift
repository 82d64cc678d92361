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
            return Migration(
                version: version, name: String(parts[1]), checksum: SHA256.hash(data: data).hexadecimal(), file: file,
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
