import Federation
public import HubModel
import Postgres
public import Protection
public import Services

/// Derives where orders stand again from a station's facts, such as after what they mean was corrected.
public struct RebuildOrders: Sendable {
    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing

    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// In one transaction, which keeps batches of the station and facts of the hub out. Idempotent.
    ///
    /// - Returns: how many orders the facts tell of.
    /// - Throws: `KeyRingError`, `SubjectKeyError` or `SealBroken` when a fact can't be opened; `PostgresError`.
    public func callAsFunction(_ station: StationCode) async throws -> Int {
        let (rules, keys) = (rules, keys)
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            _ = try await connection.rows(SealingQueries.lockChains(of: station), as: Int32.self)
            var recount = Recount(station: station, rules: rules, keys: keys)
            let orders = try await recount.outcome(on: connection).orders.changes
            var statements = [ServiceQueries.removeOrders(of: station)]
            if !orders.isEmpty { statements.append(ServiceQueries.store(orders, of: station)) }
            _ = try await connection.pipeline(statements)
            return orders.count
        }
    }
}
