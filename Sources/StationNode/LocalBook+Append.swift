import FactLog
public import Foundation
import GRDB
import HubModel

extension LocalBook {
    /// Records facts in order, all or none.
    ///
    /// The chain's head is read inside the write transaction, so that processes that append at once never fork it.
    /// - Parameter now: the station's clock, the `recordedAt` of the facts.
    /// - Throws: ``FactRefused`` for the first draft that breaks a rule; errors of SQLite.
    @discardableResult
    public func append(_ drafts: [FactDraft], at now: Date) async throws -> [AppendOutcome] {
        try await pool.write { [station, rules] database in
            var appending = try Appending(database, station: station, rules: rules, now: now)
            let outcomes = try drafts.map { try appending.append($0) }
            try appending.finish()
            return outcomes
        }
    }

    /// Records groups of facts in one transaction; a group is recorded whole or, when one of its drafts breaks a rule,
    /// not at all, and doesn't stop the others.
    public func append(
        groups: [[FactDraft]], at now: Date
    ) async throws -> [Result<[AppendOutcome], FactRefused>] {
        try await pool.write { [station, rules] database in
            var appending = try Appending(database, station: station, rules: rules, now: now)
            var results: [Result<[AppendOutcome], FactRefused>] = []
            results.reserveCapacity(groups.count)
            for group in groups { results.append(try appending.appendGroup(group)) }
            try appending.finish()
            return results
        }
    }
}

/// One transaction's run of appends.
private struct Appending {
    let database: Database
    let station: StationCode
    let rules: FactRules
    let now: Date
    var head: ChainHead
    private var reader = FactLineReader()

    init(_ database: Database, station: StationCode, rules: FactRules, now: Date) throws {
        self.database = database
        self.station = station
        self.rules = rules
        self.now = now
        head = try ChainHead(database)
    }

    func finish() throws { try head.store(in: database) }

    mutating func appendGroup(_ group: [FactDraft]) throws -> Result<[AppendOutcome], FactRefused> {
        let before = head
        do {
            var outcomes: [AppendOutcome] = []
            try database.inSavepoint {
                outcomes = try group.map { try append($0) }
                return .commit
            }
            return .success(outcomes)
        } catch let refused as FactRefused {
            head = before
            return .failure(refused)
        }
    }

    mutating func append(_ draft: FactDraft) throws -> AppendOutcome {
        let data = try rules.checkedData(of: draft, recordedAt: now) { try corrected(at: $0) }
        let sourceKey = Self.sourceKey(of: draft)
        if let known = try recorded(under: sourceKey, draft: draft, data: data) { return known }
        let place = FactPlace(epoch: head.epoch, seq: head.seq + 1)
        let header = FactHeader(
            station: station, epoch: place.epoch, seq: place.seq, id: FactID(at: now), kind: draft.kind.rawValue,
            version: draft.version, occurredAt: draft.occurredAt, recordedAt: now, actor: draft.actor,
            subject: try resident(draft.subject))
        let fact = try compose(header, data)
        try store(fact, header, sourceKey)
        head.seq = place.seq
        head.hash = fact.hash
        return .recorded(place)
    }

    private func compose(_ header: FactHeader, _ data: [UInt8]) throws -> ComposedFact {
        do {
            return try FactComposer.compose(
                header: header, salt: FactComposer.randomSalt(), data: data, previous: head.hash)
        } catch .tooLong(let bytes) {
            throw FactRefused(
                "too_long", zh: "记录有 \(bytes) 字节，最多 \(SyncLimits.lineBytes) 字节",
                en: "the fact has \(bytes) bytes; \(SyncLimits.lineBytes) is the most")
        } catch .invalidData(let problem) {
            throw FactRefused(problem.rawValue, zh: "数据不是可保存的 JSON", en: "the data is not JSON the hub can keep")
        }
    }

    private func store(_ fact: ComposedFact, _ header: FactHeader, _ sourceKey: String?) throws {
        let occurred = header.occurredAt.milliseconds
        try database.cachedStatement(sql: "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
            header.epoch, header.seq, header.id.description, header.kind, occurred, header.recordedAt.milliseconds,
            Data(fact.line), Data(fact.hash.bytes), sourceKey,
        ])
        try database.cachedStatement(sql: "INSERT INTO outbox VALUES (?, ?, ?)")
            .execute(arguments: [header.epoch, header.seq, occurred])
    }

    /// A resident is registered once; what changes later is a correction.
    private static func sourceKey(of draft: FactDraft) -> String? {
        guard draft.kind == .residentRegistered, case .localKey(let key) = draft.subject else { return draft.sourceKey }
        return "resident.registered/\(key)"
    }

    private mutating func recorded(
        under sourceKey: String?, draft: FactDraft, data: [UInt8]
    ) throws -> AppendOutcome? {
        guard let sourceKey else { return nil }
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT epoch, seq, occurred_at, line FROM fact WHERE source_key = ?"),
            arguments: [sourceKey])
        guard let row else { return nil }
        let line = [UInt8](row["line"] as Data)
        let stored = try line.withUnsafeBufferPointer { bytes in
            let range = try reader.read(bytes, 0..<bytes.count).dataRange
            return Array(bytes[range])
        }
        // A registration that comes along with each of a resident's screenings promises nothing new.
        let sameTime = draft.isTimeAssumed || row["occurred_at"] == draft.occurredAt.milliseconds
        let same = draft.sourceKey == nil || (stored == data && sameTime)
        return .alreadyRecorded(FactPlace(epoch: row["epoch"], seq: row["seq"]), sameData: same)
    }

    private func corrected(at place: FactPlace) throws -> FactRules.CorrectedFact? {
        guard let fact = try RecordedFact.read(at: place, from: database),
            let kind = FactKind(rawValue: fact.header.kind)
        else { return nil }
        return FactRules.CorrectedFact(kind: kind, subject: fact.header.subject.map { .resident($0) } ?? .nobody)
    }

    private func resident(_ subject: FactDraft.Subject) throws -> ResidentID? {
        switch subject {
        case .nobody: return nil
        case .resident(let id): return id
        case .localKey(let key):
            let known = try String.fetchOne(
                database.cachedStatement(sql: "SELECT id FROM resident WHERE local_key = ?"), arguments: [key])
            if let known {
                guard let id = UUID(uuidString: known) else { throw LocalBookError.damaged("resident") }
                return ResidentID(rawValue: id)
            }
            let id = ResidentID()
            try database.execute(
                sql: "INSERT INTO resident VALUES (?, ?, ?)", arguments: [key, id.description, now.milliseconds])
            return id
        }
    }
}
