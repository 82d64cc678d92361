import Foundation
public import Postgres

/// Statements of the audit trail.
public enum AuditQueries {
    /// Appends an event; the result is its number in its stream. For use in any transaction, also with `enqueue`.
    ///
    /// Appending waits for the transaction that last appended to the same stream, so append late in a transaction, and
    /// to one stream only. A transaction that must append to several does so with one
    /// ``append(_:)-([AuditEvent])``, which takes them in their order; otherwise two transactions can wait for each
    /// other, and the database ends one of them with a deadlock. The transaction must be read committed and not
    /// read-only.
    public static func append(_ event: AuditEvent) -> Query {
        let row = AuditEventRow(event)
        return """
            SELECT append_audit_event(
                \(row.stream), \(row.recordedAt), \(row.action), \(row.type), \(row.outcome), \(row.agentKind),
                \(row.agent), \(row.role), \(row.organization), \(row.source), \(row.entityType), \(row.entityID),
                \(row.purpose), \(row.reason), \(row.details))
            """
    }

    /// Appends several events with one statement, stream by stream in the order of their names, and within a stream in
    /// the order given.
    public static func append(_ events: [AuditEvent]) -> Query {
        let rows = events.map(AuditEventRow.init)
        return """
            SELECT append_audit_event(
                stream, recorded_at, action, type, outcome, agent_kind, agent, role, organization, source, entity_type,
                entity_id, purpose, reason, details)
            FROM (
                SELECT * FROM unnest(
                    \(rows.map(\.stream)), \(rows.map(\.recordedAt)), \(rows.map(\.action)), \(rows.map(\.type)),
                    \(rows.map(\.outcome)), \(rows.map(\.agentKind)), \(rows.map(\.agent)), \(rows.map(\.role)),
                    \(rows.map(\.organization)), \(rows.map(\.source)), \(rows.map(\.entityType)),
                    \(rows.map(\.entityID)), \(rows.map(\.purpose)), \(rows.map(\.reason)), \(rows.map(\.details)))
                WITH ORDINALITY AS e (
                    stream, recorded_at, action, type, outcome, agent_kind, agent, role, organization, source,
                    entity_type, entity_id, purpose, reason, details, place)
                ORDER BY stream COLLATE "C", place) AS sorted
            """
    }

    // MARK: Reading

    private static let columns = """
        stream, seq, recorded_at, stored_at, action, type, outcome, agent_kind, agent, role, organization, source, \
        entity_type, entity_id, purpose, reason, details, hash
        """

    /// A page of entries, the latest first, for ``AuditEntry/init(_:)``.
    ///
    /// - Parameters:
    ///   - cursor: the place of the last entry of the page before; nil for the first page.
    ///   - limit: entries at most; ask for one more than is shown to know whether there are further ones.
    public static func search(_ filter: AuditFilter, after cursor: AuditCursor? = nil, limit: Int) -> Query {
        var condition = filter.condition
        if let cursor {
            condition = """
                \(condition) AND (recorded_at, stream, seq) < (\(cursor.recordedAt), \(cursor.stream), \(cursor.seq))
                """
        }
        return """
            SELECT \(unescaped: columns) FROM audit_event WHERE \(condition)
            ORDER BY recorded_at DESC, stream DESC, seq DESC LIMIT \(Int64(limit))
            """
    }

    /// All entries that pass, stream by stream in the order of their numbers, for ``AuditEntry/init(_:)``.
    public static func entries(_ filter: AuditFilter) -> Query {
        "SELECT \(unescaped: columns) FROM audit_event WHERE \(filter.condition) ORDER BY stream, seq"
    }

    // MARK: Checkpoints

    /// Lets one process at a time write a checkpoint, until its transaction ends.
    static let lockCheckpoints: Query =
        "SELECT pg_advisory_xact_lock(hashtextextended('xinlian/audit/1/checkpoints', 0))"

    /// The ends of the streams that changed since a checkpoint last named them: stream, seq, hash.
    static let changedHeads: Query = """
        SELECT s.stream, s.last_seq, encode(s.last_hash, 'hex')
        FROM audit_stream AS s LEFT JOIN audit_anchor AS a USING (stream)
        WHERE s.last_seq > coalesce(a.seq, 0) ORDER BY s.stream
        """

    /// The last entry of each stream that is anchored and, with all before it, older than so many months: stream, seq,
    /// hash.
    static func prunable(olderThan retention: AuditRetention) -> Query {
        """
        SELECT a.stream, last.seq, encode(last.hash, 'hex')
        FROM audit_anchor AS a
        CROSS JOIN LATERAL (
            SELECT coalesce(min(seq), a.seq + 1) AS seq FROM (
                SELECT e.seq FROM audit_event AS e
                WHERE e.stream = a.stream AND e.stored_at >= now() - make_interval(months => \(Int32(retention.months)))
                ORDER BY e.seq LIMIT 1) AS young) AS young
        CROSS JOIN LATERAL (
            SELECT e.seq, e.hash FROM audit_event AS e
            WHERE e.stream = a.stream AND e.seq <= a.seq AND e.seq < young.seq
            ORDER BY e.seq DESC LIMIT 1) AS last
        ORDER BY a.stream
        """
    }

    /// The last checkpoint: number and statement.
    static let lastCheckpoint: Query = "SELECT number, statement FROM audit_checkpoint ORDER BY number DESC LIMIT 1"

    static func append(_ checkpoint: AuditCheckpoint) -> Query {
        "SELECT append_audit_checkpoint(\(checkpoint.statement), \(checkpoint.signature), \(checkpoint.keyID))"
    }

    /// Checkpoints from a number on: number, statement, signature, key.
    static func checkpoints(from number: Int64, limit: Int) -> Query {
        """
        SELECT number, statement, signature, key_id FROM audit_checkpoint WHERE number >= \(number)
        ORDER BY number LIMIT \(Int64(limit))
        """
    }

    // MARK: Verifying

    /// All checkpoints, for ``StoredCheckpoint/init(_:)``.
    static let allCheckpoints: Query = """
        SELECT number, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), previous_digest, statement,
            signature, key_id
        FROM audit_checkpoint ORDER BY number
        """

    /// The names of all streams that a table knows. Jumps from one to the next in the index of entries.
    static let streams: Query = """
        WITH RECURSIVE used AS (
            (SELECT stream FROM audit_event ORDER BY stream LIMIT 1)
            UNION ALL
            SELECT (SELECT e.stream FROM audit_event AS e WHERE e.stream > used.stream ORDER BY e.stream LIMIT 1)
            FROM used WHERE used.stream IS NOT NULL)
        SELECT stream FROM used WHERE stream IS NOT NULL
        UNION SELECT stream FROM audit_stream UNION SELECT stream FROM audit_anchor
        ORDER BY stream
        """

    /// Where a stream ends by the tables beside it: last seq and hash, anchored seq and hash; one row.
    static func ends(of stream: String) -> Query {
        """
        SELECT s.last_seq, s.last_hash, a.seq, a.hash
        FROM (SELECT) AS one
        LEFT JOIN audit_stream AS s ON s.stream = \(stream) LEFT JOIN audit_anchor AS a ON a.stream = \(stream)
        """
    }

    /// The entries of a stream as they are hashed, for ``ChainedEntry/init(_:)``.
    static func chain(of stream: String) -> Query {
        """
        SELECT seq, hash, convert_to(stream, 'UTF8'), timestamptz_send(recorded_at), timestamptz_send(stored_at),
            convert_to(action, 'UTF8'), convert_to(type, 'UTF8'), convert_to(outcome, 'UTF8'),
            convert_to(agent_kind, 'UTF8'), convert_to(agent, 'UTF8'), convert_to(role, 'UTF8'),
            convert_to(organization, 'UTF8'), convert_to(source, 'UTF8'), convert_to(entity_type, 'UTF8'),
            convert_to(entity_id, 'UTF8'), convert_to(purpose, 'UTF8'), convert_to(reason, 'UTF8'),
            convert_to(details, 'UTF8')
        FROM audit_event WHERE stream = \(stream) ORDER BY seq
        """
    }
}

extension ChainedEntry {
    init(_ row: Row) throws {
        seq = try row.decode(column: 0, as: Int64?.self)
        hash = try row.decode(column: 1, as: [UInt8]?.self)
        fields = try (2..<row.columnCount).map { try row.decode(column: $0, as: [UInt8]?.self) }
    }
}

extension AuditHead {
    init(_ row: Row) throws {
        let (stream, seq, hash) = try row.decode(String.self, Int64.self, String.self)
        self.init(stream: stream, seq: seq, hash: hash)
    }
}

extension AuditCheckpoint {
    init(_ row: Row) throws {
        let (number, statement, signature, key) = try row.decode(Int64.self, String.self, Data.self, String.self)
        self.init(number: number, statement: statement, signature: signature, keyID: key)
    }
}
