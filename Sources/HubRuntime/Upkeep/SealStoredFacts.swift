import Federation
public import Foundation
public import HubModel
import Postgres
public import Protection
public import Services

/// Seals what a station's tables hold plain from before there was sealing, in small transactions beside the hub's work.
///
/// Idempotent; after an interruption it goes on with what is left.
public struct SealStoredFacts: Sendable {
    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing
    private let now: @Sendable () -> Date
    private let pageSize: Int

    /// - Parameters:
    ///   - now: the hub's clock.
    ///   - pageSize: how many facts a transaction looks at, 1 or more.
    public init(
        database: HubDatabase, rules: FactRules, keys: KeyRing, now: @escaping @Sendable () -> Date = { Date() },
        pageSize: Int = 500
    ) {
        self.database = database
        self.rules = rules
        self.keys = keys
        self.now = now
        self.pageSize = max(1, pageSize)
    }

    /// The stations that can have something to seal.
    public func stations() async throws -> [StationCode] {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(SealingQueries.stations(), as: String.self)
                .compactMap(StationCode.init(rawValue:))
        }
    }

    /// - Returns: how many facts and entries of the list were sealed.
    /// - Throws: `KeyRingError`; `SubjectKeyError`; `PostgresError`. What was done until then stays done.
    public func callAsFunction(_ station: StationCode) async throws -> Int {
        var sealed = 0
        var place: FactPlace? = FactPlace(epoch: 0, seq: 0)
        while let after = place {
            let page = try await sealFacts(of: station, after: after)
            sealed += page.count
            place = page.last
        }
        var fact: UUID? = SubjectKeys.nobody.rawValue
        while let after = fact {
            let page = try await sealAttention(of: station, after: after)
            sealed += page.count
            fact = page.last
        }
        return sealed
    }

    private struct PlainFact {
        var place: FactPlace
        var receivedAt: Date
        var subject: ResidentID?
        var content: [UInt8]
        var target: FactPlace?
        /// It is sealed even when it is about nobody who is named.
        var isDoubtful: Bool
    }

    private func sealFacts(
        of station: StationCode, after place: FactPlace
    ) async throws -> (count: Int, last: FactPlace?) {
        let (ring, rules, now, pageSize) = (keys, rules, now(), pageSize)
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            _ = try await connection.rows(SealingQueries.lockChains(of: station))
            let rows = try await connection.rows(
                SealingQueries.plainFacts(of: station, after: place, limit: pageSize),
                as: (Int32.self, Int64.self, Date.self, String.self, UUID?.self, [UInt8].self, [UInt8].self, Bool.self))
            let facts = rows.map { epoch, seq, receivedAt, kind, subject, salt, data, isQuarantined in
                let isCorrection = kind == FactKind.correction.rawValue
                return PlainFact(
                    place: FactPlace(epoch: Int(epoch), seq: seq), receivedAt: receivedAt,
                    subject: subject.map(ResidentID.init(rawValue:)), content: salt + data,
                    target: isCorrection ? rules.target(ofCorrection: data) : nil,
                    isDoubtful: isCorrection || isQuarantined)
            }
            let targets = Array(Set(facts.compactMap(\.target)))
            var owners: [FactPlace: ResidentID] = [:]
            for (epoch, seq, subject) in try await connection.rows(
                SealingQueries.subjects(of: station, at: targets), as: (Int32.self, Int64.self, UUID?.self))
            {
                owners[FactPlace(epoch: Int(epoch), seq: seq)] = subject.map(ResidentID.init(rawValue:))
            }
            var keys = SubjectKeys(ring, of: station)
            try await keys.load(
                Set(facts.compactMap(\.subject)).union(owners.values).union([SubjectKeys.nobody]), on: connection)
            var sealed: [SealedFact] = []
            for fact in facts {
                let target = fact.target.flatMap { owners[$0] }
                let named = (target == SubjectKeys.nobody ? nil : target) ?? fact.subject
                guard let owner = named ?? (fact.isDoubtful ? SubjectKeys.nobody : nil) else { continue }
                // A later correction of the page may name this one.
                owners[fact.place] = owner
                let data = try keys.cipher(making: owner)?.seal(
                    fact.content, at: .data(of: fact.place, station: station))
                sealed.append(
                    SealedFact(place: fact.place, receivedAt: fact.receivedAt, subject: owner, data: data))
            }
            if let insertion = keys.insertion(at: now) { connection.enqueue(insertion) }
            if !sealed.isEmpty {
                try await connection.execute(SealingQueries.seal(sealed, of: station))
                try await connection.execute(AuditQueries.append(.sealed(sealed.count, of: station, at: now)))
            }
            return (sealed.count, facts.count < pageSize ? nil : facts.last?.place)
        }
    }

    private func sealAttention(of station: StationCode, after fact: UUID) async throws -> (count: Int, last: UUID?) {
        let (ring, pageSize, now) = (keys, pageSize, now())
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            _ = try await connection.rows(SealingQueries.lockChains(of: station))
            let rows = try await connection.rows(
                ServiceQueries.plainAttention(of: station, after: fact, limit: pageSize),
                as: (UUID.self, UUID?.self, [String].self, String.self))
            var keys = SubjectKeys(ring, of: station)
            let subjects = rows.map { $0.1.map(ResidentID.init(rawValue:)) ?? SubjectKeys.nobody }
            try await keys.load(Set(subjects), on: connection)
            var statements: [Query] = []
            for (row, subject) in zip(rows, subjects) {
                let fact = FactID(rawValue: row.0)
                guard let cipher = try keys.cipher(making: subject) else { continue }
                let detail = try AttentionDetail(reasons: row.2, instrument: row.3).encoded()
                statements.append(
                    ServiceQueries.sealAttention(
                        fact, of: station, detail: try cipher.seal(detail, at: .attention(fact, station: station))))
            }
            if let insertion = keys.insertion(at: now) { statements.append(insertion) }
            if !statements.isEmpty {
                statements.append(AuditQueries.append(.sealed(rows.count, of: station, at: now)))
                _ = try await connection.pipeline(statements)
            }
            return (statements.isEmpty ? 0 : rows.count, rows.count < pageSize ? nil : rows.last?.0)
        }
    }
}

extension AuditEvent {
    /// What was stored plain was sealed.
    fileprivate static func sealed(_ count: Int, of station: StationCode, at now: Date) -> AuditEvent {
        AuditEvent(
            .key, .update, .factsSealed, in: .station(station), by: .system, on: .init(.facts), source: "command-line",
            details: [.rows: "\(count)"], at: now)
    }
}
