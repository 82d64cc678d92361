import FactLog
public import Federation
import Foundation
public import HubModel
public import Indicators
import Postgres
public import Protection
public import Services

/// Counts a station's roll-up again from its facts and compares: proves roll-up = recount + what was erased since.
public struct RecountRollups: Sendable {
    /// An amount that the roll-up and the recount disagree on.
    public struct Difference: Sendable, Equatable {
        public var station: StationCode
        public var key: RollupKey
        public var stored: Int64
        public var recounted: Int64
    }

    /// What a station's recount found.
    public struct Result: Sendable {
        /// Every amount that differs, none when the roll-up is right.
        public var differences: [Difference]
        /// Facts that were counted once and can't be read under today's configuration; each shows as a difference too.
        public var unreadable: [FactPlace]
        /// Facts whose subject was erased. What they counted for stays in the roll-up and is kept as a sum over all of
        /// them, which the comparison adds to what can be counted again.
        public var erased: [FactPlace]
    }

    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing

    /// - Parameter keys: open the facts.
    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// - Throws: `PostgresError`; `KeyRingError`, `SubjectKeyError` or `SealBroken` when a fact can't be opened.
    public func callAsFunction(_ station: StationCode) async throws -> Result {
        let (rules, keys) = (rules, keys)
        return try await database.withTransaction(as: .station(station), isolation: .repeatableRead, readOnly: true) {
            connection in
            var recount = Recount(station: station, rules: rules, keys: keys)
            var counted = try await recount.outcome(on: connection).deltas
            for (key, amount) in try await RollupKey.read(RollupQueries.erased(of: station), on: connection) {
                counted.add(amount, to: key)
            }
            let stored = try await RollupKey.read(RollupQueries.all(of: station), on: connection)
            let differences = Set(stored.keys).union(counted.amounts.keys)
                .filter { stored[$0] ?? 0 != counted.amounts[$0] ?? 0 }
                .map {
                    Difference(
                        station: station, key: $0, stored: stored[$0] ?? 0, recounted: counted.amounts[$0] ?? 0)
                }
            return Result(differences: differences, unreadable: recount.unreadable, erased: recount.erased)
        }
    }
}
