import FactLog
public import Foundation
import GRDB
public import HubModel

/// What the book holds and how it stands with the hub.
public struct BookStatus: Hashable, Sendable {
    /// A fact that the hub has kept but can't use, with its reason.
    public struct Quarantined: Hashable, Sendable {
        public var place: FactPlace
        public var kind: String
        public var code: String
        public var detail: String
    }

    /// A file of the import folder that was not imported whole.
    public struct RefusedImport: Hashable, Sendable {
        public var path: String
        /// Rows that were not recorded; importing the file again names them.
        public var rows: Int
        /// Why the whole file could not be used, for people.
        public var problem: String?
        /// It is tried again by itself.
        public var isPending: Bool
    }

    /// The last trouble with the hub.
    public struct Trouble: Hashable, Sendable {
        public var code: String
        public var words: LocalizedText
        public var at: Date?
        /// Synchronisations that failed in a row.
        public var failures: Int
        public var nextAttempt: Date?
    }

    public var station: StationCode
    public var epoch: Int
    public var lastSeq: Int64
    public var recorded: Int
    /// By kind.
    public var kinds: [String: Int]
    public var unsent: Int
    /// When the earliest unsent fact happened.
    public var oldestUnsent: Date?
    public var acceptedThrough: Int64
    /// Everything that happened up to then has been sent and acknowledged.
    public var completeThrough: Date?
    public var quarantined: [Quarantined]
    public var residents: Int
    public var lastContact: Date?
    public var trouble: Trouble?
    /// Files of the import folder that are not imported yet.
    public var pendingImports: Int
    public var refusedImports: [RefusedImport]
    /// Screenings recorded since ``sameDaySince`` that a person must look at on the same day.
    public var sameDayScreenings: Int
    public var sameDaySince: Date
    public var changeCursor: Int64
    public var documents: [HubDocument]
}

extension LocalBook {
    /// How the book stands, read at one moment.
    public func status(now: Date = Date()) async throws -> BookStatus {
        let dayAgo = now.addingTimeInterval(-24 * 3600)
        let documents = try await documents()
        return try await pool.read { [station] database in
            let head = try ChainHead(database)
            func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
            let kinds = try Row.fetchAll(database, sql: "SELECT kind, count(*) AS facts FROM fact GROUP BY kind")
            let acknowledged = try Row.fetchOne(
                database, sql: "SELECT * FROM acknowledged WHERE epoch = ?", arguments: [head.epoch])
            let state = try Row.fetchOne(database, sql: "SELECT * FROM sync_state")
            let contact = state.flatMap { $0["last_contact"] as Int64? }
            let complete = acknowledged.flatMap { $0["complete_through"] as Int64? } ?? 0
            let oldest = try Int64.fetchOne(database, sql: "SELECT min(occurred_at) FROM outbox")
            return BookStatus(
                station: station, epoch: head.epoch, lastSeq: head.seq,
                recorded: try count("SELECT count(*) FROM fact"),
                kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0["kind"] as String, $0["facts"] as Int) }),
                unsent: try count("SELECT count(*) FROM outbox"),
                oldestUnsent: oldest.map { Date(milliseconds: $0) },
                acceptedThrough: acknowledged.map { $0["accepted_through"] } ?? 0,
                completeThrough: complete == 0 ? nil : Date(timeIntervalSince1970: Double(complete)),
                quarantined: try Self.quarantined(database), residents: try count("SELECT count(*) FROM resident"),
                lastContact: contact.map { Date(milliseconds: $0) }, trouble: state.flatMap(Self.trouble),
                pendingImports: try count("SELECT count(*) FROM import_file WHERE finished_at IS NULL"),
                refusedImports: try Self.refusedImports(database),
                sameDayScreenings: try Self.sameDayScreenings(database, since: dayAgo), sameDaySince: dayAgo,
                changeCursor: try Int64.fetchOne(database, sql: "SELECT cursor FROM change_cursor") ?? 0,
                documents: documents)
        }
    }

    private static func refusedImports(_ database: Database) throws -> [BookStatus.RefusedImport] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT path, refused, problem, finished_at IS NULL AS pending FROM import_file
                WHERE refused > 0 OR problem IS NOT NULL ORDER BY path
                """
        ).map { row in
            BookStatus.RefusedImport(
                path: row["path"], rows: row["refused"], problem: row["problem"], isPending: row["pending"])
        }
    }

    /// Counts corrections that say so, too, and no screening that was corrected since. Lines are compact JSON, in which
    /// a member's text stands nowhere but at the member.
    private static func sameDayScreenings(_ database: Database, since time: Date) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                WITH correction AS (
                    SELECT epoch, seq, json_extract(CAST(line AS TEXT), '$.data.corrects.epoch') AS of_epoch,
                        json_extract(CAST(line AS TEXT), '$.data.corrects.seq') AS of_seq
                    FROM fact WHERE kind = 'correction'
                )
                SELECT count(*) FROM fact LEFT JOIN correction AS own USING (epoch, seq)
                WHERE kind IN ('screening.completed', 'correction') AND recorded_at >= ?
                    AND instr(CAST(line AS TEXT), '"sameDay":true') > 0
                    AND NOT EXISTS (
                        SELECT 1 FROM correction AS later
                        WHERE later.of_epoch = ifnull(own.of_epoch, fact.epoch)
                            AND later.of_seq = ifnull(own.of_seq, fact.seq)
                            AND (later.epoch, later.seq) > (fact.epoch, fact.seq)
                    )
                """,
            arguments: [time.milliseconds]) ?? 0
    }

    private static func quarantined(_ database: Database) throws -> [BookStatus.Quarantined] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT epoch, seq, kind, code, detail FROM quarantine_notice JOIN fact USING (epoch, seq)
                ORDER BY epoch, seq
                """
        ).map { row in
            BookStatus.Quarantined(
                place: FactPlace(epoch: row["epoch"], seq: row["seq"]), kind: row["kind"], code: row["code"],
                detail: row["detail"])
        }
    }

    private static func trouble(_ state: Row) -> BookStatus.Trouble? {
        guard let code = state["error_code"] as String? else { return nil }
        return BookStatus.Trouble(
            code: code, words: LocalizedText(zh: state["error_zh"], en: state["error_en"]),
            at: (state["error_at"] as Int64?).map { Date(milliseconds: $0) }, failures: state["failures"],
            nextAttempt: (state["next_attempt"] as Int64?).map { Date(milliseconds: $0) })
    }
}
