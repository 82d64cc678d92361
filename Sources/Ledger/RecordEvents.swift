public import Foundation
import HubModel
public import Postgres

/// Records events with their transfers: the one way into the ledger.
///
/// A batch is judged event by event, in order, on accounts that are locked in the order of their keys; one that is refused
/// leaves nothing and does not keep the others from being recorded. Two round trips, whatever the batch holds.
public struct RecordEvents: Sendable {
    private let now: Date

    /// - Parameter now: when they are recorded, by the hub's clock.
    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - events: in the order in which they are judged; 32,767 transfers each at most.
    ///   - definitions: of accounts that may not be open yet; those that are open stay as they are.
    ///   - connection: in a transaction, which the caller commits. Nothing else may be locked in it that another transaction
    ///     locks after accounts.
    /// - Returns: what became of each event, in the order of `events`.
    /// - Throws: `PostgresError`. Two transactions that record one key for the first time, and share no account, collide
    ///   with ``isCollision(_:)``; run the transaction again.
    public func callAsFunction(
        _ events: [LedgerEvent], opening definitions: [AccountDefinition] = [], on connection: isolated Connection
    ) async throws -> [EventResult] {
        if events.isEmpty { return [] }
        var state = try await state(for: events, definitions, on: connection)
        var results: [EventResult] = []
        results.reserveCapacity(events.count)
        var accepted: [LedgerEvent] = []
        for event in events {
            let result = state.apply(event)
            results.append(result)
            if result == .recorded { accepted.append(event) }
        }
        // Sent with COMMIT or with the next statement, so that a batch costs no round trip of its own.
        if !accepted.isEmpty { connection.enqueue(LedgerQueries.record(accepted, at: now)) }
        return results
    }

    /// Whether another transaction recorded the same key at the same moment, so that running again finds it.
    public static func isCollision(_ error: PostgresError) -> Bool {
        error.constraintName == "ledger_transfer_pkey" || error.constraintName == "ledger_transfer_settled"
    }

    private func state(
        for events: [LedgerEvent], _ definitions: [AccountDefinition], on connection: isolated Connection
    ) async throws -> LedgerState {
        var named: Set<AccountID> = []
        var keys: Set<UUID> = []
        for event in events {
            keys.insert(event.id)
            for transfer in event.transfers {
                named.insert(transfer.debit)
                named.insert(transfer.credit)
                if let target = transfer.target { keys.insert(target.event) }
            }
        }
        let (accounts, events) = (Array(named), Array(keys))
        let standing = try await standing(accounts, events, opening: [], on: connection)
        let missing = definitions.filter { named.contains($0.key.id) && standing.accounts[$0.key.id] == nil }
        if missing.isEmpty { return standing }
        // Opening waits for whoever opens the same account, so what they recorded must be read again.
        return try await self.standing(accounts, events, opening: missing, on: connection)
    }

    private func standing(
        _ accounts: [AccountID], _ events: [UUID], opening missing: [AccountDefinition],
        on connection: isolated Connection
    ) async throws -> LedgerState {
        let results = try await connection.pipeline { pipeline in
            if !missing.isEmpty { pipeline.add(try LedgerQueries.open(missing, at: now)) }
            pipeline.add(LedgerQueries.lock(accounts))
            // Each statement sees what was committed before it, so these see all that the locks waited for.
            pipeline.add(LedgerQueries.transfers(of: events))
            pipeline.add(LedgerQueries.settlements(of: events))
        }
        let found = results.suffix(3).map(\.rows)
        return LedgerState(
            accounts: try AccountRows.decode(found[0]), events: try EventRows.decode(found[1], settlements: found[2]),
            now: now)
    }
}
