import FactLog
import Foundation
import GRDB
public import HubModel

/// A fact as it stands in the book.
public struct RecordedFact: Hashable, Sendable {
    public var header: FactHeader
    /// The data in the form of the sync protocol: compact JSON.
    public var data: [UInt8]

    /// Nil when the book has no fact there.
    ///
    /// - Throws: `UnreadableLine` when the stored line is damaged; errors of SQLite.
    static func read(at place: FactPlace, from database: Database) throws -> RecordedFact? {
        let stored = try Data.fetchOne(
            database.cachedStatement(sql: "SELECT line FROM fact WHERE epoch = ? AND seq = ?"),
            arguments: [place.epoch, place.seq])
        return try stored.map { try RecordedFact(line: [UInt8]($0)) }
    }

    /// All facts of a condition, in the order of the chain.
    static func all(
        where condition: String, arguments: StatementArguments, from database: Database
    ) throws -> [RecordedFact] {
        let lines = try Data.fetchAll(
            database, sql: "SELECT line FROM fact WHERE \(condition) ORDER BY epoch, seq", arguments: arguments)
        return try lines.map { try RecordedFact(line: [UInt8]($0)) }
    }

    private init(line: [UInt8]) throws {
        var reader = FactLineReader()
        let read = try line.withUnsafeBufferPointer { try reader.read($0, 0..<$0.count) }
        header = read.header
        data = Array(line[read.dataRange])
    }
}

extension LocalBook {
    /// The fact at a place; nil when the book has none there.
    public func fact(at place: FactPlace) async throws -> RecordedFact? {
        try await pool.read { try RecordedFact.read(at: place, from: $0) }
    }
}
