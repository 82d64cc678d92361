import Federation
import Foundation
public import HubModel
import Indicators
import Postgres
public import Protection
public import Services

/// Brings a restored database in line with the erasures since its backup: removes what is derived of persons whose keys were
/// destroyed meanwhile.
///
/// What they counted for can't be read any more, so it is what the restored roll-up holds beyond the facts that can.
public struct SettleErasures: Sendable {
    private let database: HubDatabase
    private let rules: FactRules
    private let keys: KeyRing

    public init(database: HubDatabase, rules: FactRules, keys: KeyRing) {
        self.database = database
        self.rules = rules
        self.keys = keys
    }

    /// The stations that have erased persons.
    public func stations() async throws -> [StationCode] {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(SubjectKeyQueries.stationsWithErased(), as: String.self)
                .compactMap(StationCode.init(rawValue:))
        }
    }

    /// - Returns: how many erased persons the station has.
    /// - Throws: `KeyRingError`, `SubjectKeyError` or `SealBroken` when a fact can't be opened; `PostgresError`.
    public func callAsFunction(_ station: StationCode) async throws -> Int {
        let (rules, keys) = (rules, keys)
        return try await database.withTransaction(as: .district, retry: .whenTransient()) { connection in
            let erased = try await connection.rows(SubjectKeyQueries.destroyed(of: station), as: UUID.self)
                .map(ResidentID.init(rawValue:))
            guard !erased.isEmpty else { return 0 }
            var recount = Recount(station: station, rules: rules, keys: keys)
            let outcome = try await recount.outcome(on: connection)
            var residue = RollupDeltas()
            for (key, amount) in try await RollupKey.read(RollupQueries.all(of: station), on: connection) {
                residue.add(amount, to: key)
            }
            for (key, amount) in outcome.deltas.amounts { residue.add(-amount, to: key) }
            var statements = [
                RollupQueries.forgetErased(of: station), ServiceQueries.removeOrders(of: station),
                EnrolmentQueries.removeAll(of: station),
                EffectQueries.remove(about: erased, station: station),
                ServiceQueries.forgetAttention(of: erased, station: station),
                RollupQueries.forgetPersons(erased, of: station), LinkageQueries.forget(erased, of: station),
                OrderQueries.forgetLinks(of: erased, station: station),
            ]
            statements += ResidentQueries.forget(erased, of: station)
            if !residue.ordered.isEmpty { statements.append(RollupQueries.addErased(residue.ordered, for: station)) }
            let orders = outcome.orders.changes
            if !orders.isEmpty { statements.append(ServiceQueries.store(orders, of: station)) }
            let enrolments = outcome.enrolments.changes
            if !enrolments.isEmpty { statements.append(EnrolmentQueries.store(enrolments, of: station)) }
            statements.append(
                AuditQueries.append(
                    AuditEvent(
                        .erasure, .delete, .erasuresSettled, in: .station(station), by: .system, on: .init(.resident),
                        source: "command-line", details: [.rows: "\(erased.count)"], at: Date())))
            _ = try await connection.pipeline(statements)
            return erased.count
        }
    }
}
