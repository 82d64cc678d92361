import Federation
public import HubModel
import Postgres
public import Protection
public import Services

/// Derives residents and their consents again from a station's facts, such as after what they mean was corrected.
public struct RebuildResidents: Sendable {
    /// What a station's facts came to.
    public struct Outcome: Equatable, Sendable {
        /// Facts that tell of residents' records.
        public var facts = 0
        /// Those of them that could not be read under today's configuration.
        public var unreadable = 0

        public init(facts: Int = 0, unreadable: Int = 0) {
            self.facts = facts
            self.unreadable = unreadable
        }
    }

    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing
    private static let pageSize = 5_000

    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// The stations that ever sent something.
    public func stations() async throws -> [StationCode] {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(SealingQueries.stations(), as: String.self)
                .compactMap(StationCode.init(rawValue:))
        }
    }

    /// In one transaction, which keeps batches of the station out. Idempotent.
    ///
    /// - Throws: `KeyRingError`, `SubjectKeyError` or `SealBroken` when a fact can't be opened; `PostgresError`.
    public func callAsFunction(_ station: StationCode) async throws -> Outcome {
        let (rules, keys) = (rules, keys)
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            _ = try await connection.rows(SealingQueries.lockChains(of: station), as: Int32.self)
            var subjectKeys = SubjectKeys(keys, of: station)
            var (changes, outcome) = (ResidentChanges(), Outcome())
            let stored = StoredFacts(station: station, rules: rules)
            var place = FactPlace(epoch: 0, seq: 0)
            while true {
                let rows = try await connection.rows(
                    SealingQueries.factsAboutRecords(
                        FactKind.allCases.filter(\.isAboutRecord).map(\.rawValue), of: station, after: place,
                        limit: Self.pageSize), as: (Int32.self, Int64.self))
                for (epoch, seq) in rows {
                    place = FactPlace(epoch: Int(epoch), seq: seq)
                    outcome.facts += 1
                    do {
                        let fact = try await stored.fact(at: place, keys: &subjectKeys, on: connection)
                        guard let fact, let reading = fact.meaning?.resident else { continue }
                        changes.add(ChainPlace(place), of: fact.subject, at: fact.occurredAt, reading)
                    } catch is UnreadableStoredFact {
                        outcome.unreadable += 1
                    }
                }
                if rows.count < Self.pageSize { break }
            }
            let statements = try changes.statements(of: station, keys: subjectKeys)
            _ = try await connection.pipeline(ResidentQueries.forgetAll(of: station) + statements)
            return outcome
        }
    }
}
