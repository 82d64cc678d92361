import Postgres
import TestSupport

@testable import Protection

/// One way of meddling with the entries, and what verifying has to say about it.
struct TrailManipulation: Sendable, CustomStringConvertible {
    enum Expectation: Sendable {
        /// The first bad entry.
        case at(Int64)
        /// Entries that a checkpoint denies, one of which is the first bad one.
        case rewritten(from: Int64, through: Int64)

        func isMet(_ finding: AuditFinding) -> Bool {
            switch (self, finding) {
            case (.rewritten(let from, let through), .entriesRewritten(_, let first, let last, _)):
                from == first && through == last
            case (.at, .entriesRewritten): false
            case (.at(let seq), _): finding.entry?.seq == seq
            default: false
            }
        }
    }

    var description: String
    /// The stream whose first bad entry is known.
    var stream: String
    var touched: Set<String>
    var statements: [Query] = []
    /// The entry to give a hash that fits its contents, as long as its number is unique.
    var rehash: Int64?
    /// Gives all entries from this one on fitting hashes and mends the tables beside them.
    var rechain: Int64?
    var expectation: Expectation

    func finish(on connection: isolated Connection) async throws {
        if let rechain { try await AuditFixture.rechain(stream, from: rechain, on: connection) }
        guard let rehash else { return }
        let entries = try await connection.rows(AuditQueries.chain(of: stream)).map(ChainedEntry.init)
        guard let place = entries.firstIndex(where: { $0.seq == rehash }) else { return }
        let previous = place == 0 ? AuditChain.genesis(of: stream) : entries[place - 1].hash ?? []
        let hash = AuditChain.hash(after: previous, seq: rehash, fields: entries[place].fields)
        _ = try await connection.execute(
            "UPDATE audit_event SET hash = \(hash) WHERE stream = \(stream) AND seq = \(rehash)")
    }

    /// Lets every manipulation through.
    static let unconstrained = """
        DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = 'audit_event'::regclass ORDER BY contype DESC LOOP
                EXECUTE format('ALTER TABLE audit_event DROP CONSTRAINT %I', name);
            END LOOP;
            FOR name IN SELECT attname FROM pg_attribute WHERE attrelid = 'audit_event'::regclass AND attnum > 0 LOOP
                EXECUTE format('ALTER TABLE audit_event ALTER COLUMN %I DROP NOT NULL', name);
            END LOOP;
        END
        $$
        """
}

/// Random manipulations of a trail whose streams are anchored to their ends.
struct TrailManipulations {
    struct Entry {
        var stream: String
        var seq: Int64
        var texts: [String: String?]
    }

    static let textColumns = [
        "action", "type", "outcome", "agent_kind", "agent", "role", "organization", "source", "entity_type",
        "entity_id",
        "purpose", "reason", "details",
    ]

    private var random: SeededRandom
    private var entries: [Entry] = []
    private var last: [String: Int64] = [:]
    /// The entries that checkpoints name.
    private var heads: [String: [Int64]] = [:]

    init(on connection: isolated Connection, random: SeededRandom) async throws {
        self.random = random
        let rows = try await connection.rows(
            "SELECT stream, seq, \(unescaped: Self.textColumns.joined(separator: ", ")) FROM audit_event ORDER BY stream, seq"
        )
        for row in rows {
            var texts: [String: String?] = [:]
            for (index, column) in Self.textColumns.enumerated() {
                texts[column] = .some(try row.decode(column: index + 2, as: String?.self))
            }
            let entry = Entry(stream: try row.decode(column: 0), seq: try row.decode(column: 1), texts: texts)
            entries.append(entry)
            last[entry.stream] = entry.seq
        }
        for row in try await connection.rows(AuditQueries.checkpoints(from: 1, limit: 100)) {
            for head in AuditStatement(text: try AuditCheckpoint(row).statement)?.heads ?? [] {
                heads[head.stream, default: []].append(head.seq)
            }
        }
    }

    mutating func next() -> TrailManipulation {
        let entry = entries[random.below(entries.count)]
        switch random.below(14) {
        case 0...2: return changeText(entry)
        case 3: return changeTime(entry)
        case 4: return changeHash(entry)
        case 5: return renumber(entry)
        case 6: return moveToOtherStream(entry)
        case 7: return remove(entry)
        case 8: return removeTail(entry)
        case 9: return insertTwin(entry)
        case 10: return insertAndShift(entry)
        case 11: return swap(entry)
        case 12: return replaceWithHash(entry)
        default: return rewriteTail(entry)
        }
    }

    private func manipulation(
        _ description: String, _ entry: Entry, _ statements: [Query], at seq: Int64? = nil
    ) -> TrailManipulation {
        TrailManipulation(
            description: "\(description), \(entry.stream) \(entry.seq)", stream: entry.stream, touched: [entry.stream],
            statements: statements, expectation: .at(seq ?? entry.seq))
    }

    private func row(_ entry: Entry) -> Query { "stream = \(entry.stream) AND seq = \(entry.seq)" }

    /// A text with one bit of it changed, or something else that nearly looks the same.
    private mutating func changed(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return text == nil ? "" : nil }
        var bytes = Array(text.utf8)
        let place = random.below(bytes.count)
        let flipped = bytes[place] ^ (1 << UInt8(random.below(5)))
        guard bytes[place] < 0x80, flipped != 0 else { return random.chance(50) ? text + " " : "" }
        bytes[place] = flipped
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func changeText(_ entry: Entry) -> TrailManipulation {
        let column = Self.textColumns[random.below(Self.textColumns.count)]
        let value = changed(entry.texts[column] ?? nil)
        return manipulation(
            "\(column) changed", entry,
            ["UPDATE audit_event SET \(identifier: column) = \(value) WHERE \(row(entry))"])
    }

    private mutating func changeTime(_ entry: Entry) -> TrailManipulation {
        let column = random.chance(50) ? "recorded_at" : "stored_at"
        let changes = [
            "\(column) + interval '1 microsecond'", "\(column) - interval '1 microsecond'",
            "\(column) - interval '1 day'",
            "'infinity'", "NULL",
        ]
        let change = changes[random.below(changes.count)]
        return manipulation(
            "\(column) = \(change)", entry,
            ["UPDATE audit_event SET \(unescaped: column) = \(unescaped: change) WHERE \(row(entry))"])
    }

    private mutating func changeHash(_ entry: Entry) -> TrailManipulation {
        let bit = Int64(random.below(256))
        let changes: [Query] = [
            "set_bit(hash, \(bit), 1 - get_bit(hash, \(bit)))", "NULL", "''", "substring(hash FROM 2)",
            "hash || '\\x00'",
        ]
        let change = changes[random.chance(70) ? 0 : random.below(changes.count)]
        return manipulation("hash changed", entry, ["UPDATE audit_event SET hash = \(change) WHERE \(row(entry))"])
    }

    private mutating func renumber(_ entry: Entry) -> TrailManipulation {
        var other = Int64(random.below(130)) - 5
        if other == entry.seq { other += 1 }
        return manipulation(
            "renumbered to \(other)", entry, ["UPDATE audit_event SET seq = \(other) WHERE \(row(entry))"],
            at: min(entry.seq, other))
    }

    private mutating func moveToOtherStream(_ entry: Entry) -> TrailManipulation {
        let others = ["hospital/H09"] + last.keys.sorted().filter { $0 != entry.stream }
        let other = others[random.below(others.count)]
        var moved = manipulation(
            "moved to \(other)", entry, ["UPDATE audit_event SET stream = \(other) WHERE \(row(entry))"])
        moved.touched.insert(other)
        return moved
    }

    private mutating func remove(_ entry: Entry) -> TrailManipulation {
        let end = entry.seq + Int64(random.below(3))
        return manipulation(
            "removed through \(end)", entry,
            ["DELETE FROM audit_event WHERE stream = \(entry.stream) AND seq BETWEEN \(entry.seq) AND \(end)"])
    }

    private func removeTail(_ entry: Entry) -> TrailManipulation {
        let statement: Query = "DELETE FROM audit_event WHERE stream = \(entry.stream) AND seq >= \(entry.seq)"
        var cut = manipulation("the end removed", entry, [statement])
        cut.rechain = entry.seq
        return cut
    }

    private mutating func insertTwin(_ entry: Entry) -> TrailManipulation {
        let copy: Query = """
            INSERT INTO audit_event SELECT stream, seq, recorded_at, stored_at, action, type, outcome, agent_kind, agent,
                role, organization, source, entity_type, entity_id, purpose, \(random.chance(50) ? "twin" : nil), details, hash
            FROM audit_event WHERE \(row(entry))
            """
        // Which of the two is met first is the database's choice: the second is one too many, or the first doesn't fit.
        return manipulation("inserted beside", entry, [copy])
    }

    private mutating func insertAndShift(_ entry: Entry) -> TrailManipulation {
        let (stream, seq) = (entry.stream, entry.seq)
        var inserted = manipulation(
            "inserted before", entry,
            [
                "UPDATE audit_event SET seq = seq + 1 WHERE stream = \(stream) AND seq >= \(seq)",
                """
                INSERT INTO audit_event SELECT stream, \(seq), recorded_at, stored_at, action, type, outcome, agent_kind,
                    agent, role, organization, source, entity_type, entity_id, purpose, 'forged', details, hash
                FROM audit_event WHERE stream = \(stream) AND seq = \(seq) + 1
                """,
                "UPDATE audit_stream SET last_seq = last_seq + 1 WHERE stream = \(stream)",
            ])
        if random.chance(50) {
            inserted.rehash = seq
            inserted.expectation = afterReplacing(seq, of: stream)
        }
        return inserted
    }

    private mutating func swap(_ entry: Entry) -> TrailManipulation {
        let others = entries.filter { $0.stream == entry.stream && $0.seq != entry.seq }
        let other = others[random.below(others.count)]
        let columns = ["recorded_at", "stored_at"] + Self.textColumns + (random.chance(50) ? ["hash"] : [])
        let assignments = columns.map { "\($0) = b.\($0)" }.joined(separator: ", ")
        return manipulation(
            "exchanged with \(other.seq)", entry,
            [
                """
                UPDATE audit_event AS a SET \(unescaped: assignments) FROM audit_event AS b
                WHERE a.stream = \(entry.stream) AND b.stream = a.stream
                    AND (a.seq, b.seq) IN ((\(entry.seq), \(other.seq)), (\(other.seq), \(entry.seq)))
                """
            ], at: min(entry.seq, other.seq))
    }

    private func replaceWithHash(_ entry: Entry) -> TrailManipulation {
        let forge: Query = "UPDATE audit_event SET reason = 'forged' WHERE \(row(entry))"
        var replaced = manipulation("replaced with its hash", entry, [forge])
        replaced.rehash = entry.seq
        replaced.expectation = afterReplacing(entry.seq, of: entry.stream)
        return replaced
    }

    /// An entry that fits the one before is betrayed by the one after, or by the checkpoint that names it.
    private func afterReplacing(_ seq: Int64, of stream: String) -> TrailManipulation.Expectation {
        let named = heads[stream] ?? []
        guard named.contains(seq) else { return .at(seq + 1) }
        return .rewritten(from: (named.filter { $0 < seq }.max() ?? 0) + 1, through: seq)
    }

    private func rewriteTail(_ entry: Entry) -> TrailManipulation {
        let forge: Query = "UPDATE audit_event SET reason = 'forged' WHERE \(row(entry))"
        var rewritten = manipulation("rewritten from here on", entry, [forge])
        rewritten.rechain = entry.seq
        let named = heads[entry.stream] ?? []
        rewritten.expectation = .rewritten(
            from: (named.filter { $0 < entry.seq }.max() ?? 0) + 1, through: named.filter { $0 >= entry.seq }.min() ?? 0
        )
        return rewritten
    }
}
