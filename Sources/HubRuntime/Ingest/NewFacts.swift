import FactLog
import Federation
import Foundation
import HubModel
import Postgres
import Protection
import Services

/// The new facts of a batch on their way into the tables: what is the same for facts that a station sent and for facts
/// that were born at the hub.
struct NewFacts {
    let batch: FactBatch
    /// How many lines at the beginning of the batch are stored already.
    let duplicates: Int
    let epoch: Int
    let rules: FactRules
    let keys: KeyRing
    /// False leaves everything plain, which only measuring does.
    var isSealing = true
    let receivedAt: Date

    /// Stores the facts, and works out what they change.
    ///
    /// - Returns: the facts that count for nothing, and the statements that make the changes; whoever calls runs them
    ///   together with its own.
    /// - Throws: `BatchRefusal.unreadable`; `KeyRingError`; `SubjectKeyError`; `PostgresError`.
    func store(
        on connection: isolated Connection
    ) async throws -> (quarantined: [BatchReceipt.Quarantined], statements: [Query]) {
        let (batch, duplicates, rules) = (batch, duplicates, rules)
        // The data is read and sealed while the server looks up keys and stores facts.
        async let reading = FactReadings(batch, after: duplicates, rules: rules)
        var sealing = FactSealing(batch, after: duplicates, keys: keys, isSealing: isSealing)
        try await sealing.loadKeys(on: connection)
        let named = try sealing.assignNamed()
        let (first, rest) = (named.prefix(named.count / 4), named.dropFirst(named.count / 4))
        async let restOfRows = FactSealing.rows(rest, of: batch)
        try await insert(
            FactSealing.rows(first, of: batch), keys: sealing.insertion(at: receivedAt), on: connection)
        try await insert(await restOfRows, keys: nil, on: connection)
        let readings = try await reading
        let others = try await sealing.assignOthers(readings.readings, on: connection)
        try await insert(
            FactSealing.rows(others, of: batch), keys: sealing.insertion(at: receivedAt), on: connection)
        var effects = BatchEffects(
            batch: batch, readings: readings, sealing: sealing, rules: rules, receivedAt: receivedAt)
        try await effects.read(after: duplicates, on: connection)
        let statements = try await effects.statements(on: connection)
        return (effects.quarantined, statements)
    }

    /// Stores rows, and before them the keys that were made for them.
    private func insert(_ rows: FactRows, keys: Query?, on connection: isolated Connection) async throws {
        if let keys { connection.enqueue(keys) }
        guard !rows.isEmpty else { return }
        try await connection.execute(
            FederationQueries.insert(
                rows, of: batch.description.station, origin: batch.origin, epoch: epoch, receivedAt: receivedAt))
    }
}
