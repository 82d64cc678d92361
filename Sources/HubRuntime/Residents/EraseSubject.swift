import Federation
public import Foundation
public import HubModel
import Indicators
import Postgres
public import Protection
public import Services

/// Erases a resident of a station: destroys the key that the person's data is sealed with, and removes what was derived of
/// the person.
///
/// The chain of facts stays verifiable, and roll-ups keep their counts: what the erased facts counted for goes into a sum
/// over all erased persons of the station. Facts about the person that come later count for nothing.
public struct EraseSubject: Sendable {
    /// What was erased.
    public struct Outcome: Equatable, Sendable {
        /// Facts that were about the person, corrections left out.
        public var facts: Int
        /// Those of them that could not be read under today's configuration, so that nobody knows what they counted for.
        public var unreadable: Int
    }

    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing
    private let now: @Sendable () -> Date

    /// - Parameter now: the hub's clock.
    public init(
        database: HubDatabase, rules: FactRules, keys: KeyRing, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.rules = rules
        self.keys = keys
        self.now = now
    }

    /// In one transaction. Idempotent; a resident whom no fact named yet is erased beforehand.
    ///
    /// - Parameter request: who asked for it and why, for the record.
    /// - Throws: ``ErasureError``; `KeyRingError`, `SubjectKeyError` or `SealBroken` when the person's facts can't be opened;
    ///   `PostgresError`.
    public func callAsFunction(
        _ resident: ResidentID, of station: StationCode, request: ErasureRequest = ErasureRequest()
    ) async throws -> Outcome {
        guard resident != SubjectKeys.nobody else { throw ErasureError.nobody }
        let (rules, keys, now) = (rules, keys, now())
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            // A second time for a chain that was begun while the first batch about the resident was waited for.
            let forbidden = try await connection.pipeline([
                SealingQueries.lockChains(of: station),
                SubjectKeyQueries.forbid(resident, of: station, at: now),
                SealingQueries.lockChains(of: station), SubjectKeyQueries.lock(resident, of: station),
            ])
            var erasure = Erasure(resident: resident, station: station, rules: rules, keys: keys)
            try await erasure.read(on: connection)
            try await erasure.settle(on: connection)
            let destroyed = try await connection.execute(SubjectKeyQueries.destroy(resident, of: station, at: now))
            let outcome = Outcome(facts: erasure.facts.count, unreadable: erasure.unreadable)
            if destroyed.rows + forbidden[1].tag.rows > 0 {
                try await connection.execute(
                    AuditQueries.append(request.event(resident, of: station, outcome, at: now)))
            }
            return outcome
        }
    }
}

/// The part of the transaction that takes the person out of the read models.
private struct Erasure {
    let resident: ResidentID
    let station: StationCode
    let rules: FactRules
    private var keys: SubjectKeys
    private var projection = FactProjection()
    private(set) var facts: [FactID] = []
    private(set) var unreadable = 0

    init(resident: ResidentID, station: StationCode, rules: FactRules, keys: KeyRing) {
        self.resident = resident
        self.station = station
        self.rules = rules
        self.keys = SubjectKeys(keys, of: station)
    }

    /// Reads what the person's facts count for now.
    mutating func read(on connection: isolated Connection) async throws {
        let stored = StoredFacts(station: station, rules: rules)
        for (origin, epoch, seq, id) in try await connection.rows(
            SealingQueries.facts(about: resident, of: station),
            as: (String.self, Int32.self, Int64.self, UUID.self))
        {
            facts.append(FactID(rawValue: id))
            do {
                let place = FactPlace(
                    origin: FactOrigin(rawValue: origin) ?? .station, epoch: Int(epoch), seq: seq)
                let fact = try await stored.fact(at: place, keys: &keys, on: connection)
                if let meaning = fact?.meaning { projection.withdraw(meaning) }
            } catch is UnreadableStoredFact {
                unreadable += 1
            }
        }
    }

    /// Removes what is derived of the person and keeps the sum of it.
    func settle(on connection: isolated Connection) async throws {
        let outcome = try await projection.outcome(of: station, on: connection)
        let counted = outcome.deltas.ordered.map { (key: $0.key, amount: -$0.amount) }
        let orders = outcome.orders.changes
        var statements: [Query] = []
        if !counted.isEmpty { statements.append(RollupQueries.addErased(counted, for: station)) }
        if !orders.isEmpty {
            statements.append(ServiceQueries.store(orders, of: station))
            statements.append(ServiceQueries.removeEmptyOrders(orders.map(\.order), of: station))
        }
        let enrolments = outcome.enrolments.changes
        if !enrolments.isEmpty {
            statements.append(EnrolmentQueries.store(enrolments, of: station))
            statements.append(EnrolmentQueries.removeEmpty(enrolments.map(\.enrolment), of: station))
        }
        // The queue first: a worker that has just taken an effect is waited for, and what it brought to the list goes next.
        statements += [
            EffectQueries.remove(of: facts, station: station),
            ServiceQueries.forgetAttention(of: [resident], station: station),
            RollupQueries.forgetPersons([resident], of: station), LinkageQueries.forget([resident], of: station),
            OrderQueries.forgetLinks(of: [resident], station: station),
        ]
        statements += ResidentQueries.forget([resident], of: station)
        _ = try await connection.pipeline(statements)
    }
}
