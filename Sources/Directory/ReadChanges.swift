public import HubModel
import Postgres
public import Protection

/// What a station is told since it last asked [FED-2].
public struct ReadChanges: Sendable {
    /// One document, or the tombstone of one.
    public struct Change: Sendable, Equatable {
        public var number: Int64
        public var key: String
        public var version: Int64
        /// SHA-256 of the document's bytes as 64 hexadecimal digits; empty for a tombstone.
        public var digest: String
        /// Compact JSON; nil is a tombstone.
        public var document: String?
    }

    /// Changes in the order of their numbers.
    public struct Page: Sendable, Equatable {
        public var changes: [Change]
        /// Where to go on.
        public var cursor: Int64
        public var more: Bool
    }

    /// How many changes a page has at most.
    public static let largestPage = 500

    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - cursor: the number of the last change the station has, 0 for all.
    ///   - limit: 1 to ``largestPage``.
    public func callAsFunction(station: StationCode, after cursor: Int64, limit: Int) async throws -> Page {
        let limit = min(max(1, limit), Self.largestPage)
        let rows = try await database.withTransaction(as: .station(station), readOnly: true) { connection in
            try await connection.rows(
                DirectoryQueries.changes(of: station, after: cursor, limit: limit + 1),
                as: (Int64.self, String.self, Int64.self, String.self, String?.self))
        }
        let changes = rows.prefix(limit).map {
            Change(number: $0.0, key: $0.1, version: $0.2, digest: $0.3, document: $0.4)
        }
        return Page(changes: changes, cursor: changes.last?.number ?? cursor, more: rows.count > limit)
    }
}
