public import Foundation
import HubModel
public import Postgres

/// Records events with their transfers: the one way into the ledger.
///
/// A batch is judged event by event, in order, on accounts that are locked in the order of their keys; one that is refused
/// leaves nothing and does not keep the others from being recorded. A batch whose order makes no difference is tried as a
/// whole first, in one statement, and judged only when the database refuses it.
public struct RecordEvents: Sendable {
    private let now: Date

    /// - Parameter now: when they are recorded, by the hub's clock.
    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - events: in the order in which they are judged; 32,767 transfers each at most.
    ///   - definitions: of accounts that may not be open yet.
    ///   - connection: in a transaction, which the caller commits. Nothing else may be locked in it that another transaction
    ///     locks after accounts.
    /// - Returns: what became of each event, in the order of `events`.
    /// - Throws: ``AccountDefinitionMismatch`` when an account is open as something else; `PostgresError`. Two transactions
    ///   that record one key for the first time, and share no account, collide with ``isCollision(_:)``; run the transaction
    ///   again.
    public func callAsFunction(
        _ events: [LedgerEvent], opening definitions: [AccountDefinition] = [], on connection: isolated Connection
    ) async throws -> [EventResult] {
        if events.isEmpty { return [] }
        let named = Named(events)
        let definitions = definitions.filter { named.accounts.contains($0.key.id) }
        guard Self.isOrderIndifferent(events) else {
            return try await judge(events, named, definitions, on: connection)
        }
        if try await isTried(events, definitions, on: connection) { return events.map { _ in .recorded } }
        return try await judge(events, named, [], on: connection)
    }

    /// Whether the events are allowed together just when each of them is in turn: no account both gives and takes, so that
    /// balances move one way, and nothing refers to what stands already.
    private static func isOrderIndifferent(_ events: [LedgerEvent]) -> Bool {
        var debits: Set<AccountID> = []
        var credits: Set<AccountID> = []
        for event in events {
            guard (1...Int(Int16.max)).contains(event.transfers.count) else { return false }
            for transfer in event.transfers {
                guard transfer.target == nil else { return false }
                debits.insert(transfer.debit)
                credits.insert(transfer.credit)
            }
        }
        return debits.isDisjoint(with: credits)
    }

    private func isTried(
        _ events: [LedgerEvent], _ definitions: [AccountDefinition], on connection: isolated Connection
    ) async throws -> Bool {
        let attempt = LedgerQueries.tryToRecord(events, at: now)
        if definitions.isEmpty { return try await connection.first(attempt, as: Bool.self) == true }
        let results = try await connection.pipeline([LedgerQueries.open(definitions, at: now), attempt])
        try AccountDefinitionMismatch.check(results[0].rows, asked: definitions)
        return try results[1].rows.first?.decode(column: 0, as: Bool.self) == true
    }

    private func judge(
        _ events: [LedgerEvent], _ named: Named, _ definitions: [AccountDefinition], on connection: isolated Connection
    ) async throws -> [EventResult] {
        var state = try await standing(of: named, opening: definitions, on: connection)
        var results: [EventResult] = []
        results.reserveCapacity(events.count)
        var accepted: [LedgerEvent] = []
        for event in events {
            let result = state.apply(event)
            results.append(result)
            if result == .recorded { accepted.append(event) }
        }
        // Sent with COMMIT or with the next statement, so that they cost no round trip of their own.
        if !accepted.isEmpty { connection.enqueue(LedgerQueries.record(accepted, at: now)) }
        return results
    }

    /// Whether another transaction recorded the same key at the same moment, so that running again finds it.
    public static func isCollision(_ error: PostgresError) -> Bool {
        error.constraintName == "ledger_transfer_pkey" || error.constraintName == "ledger_transfer_settled"
    }

    private func standing(
        of named: Named, opening definitions: [AccountDefinition], on connection: isolated Connection
    ) async throws -> LedgerState {
        let results = try await connection.pipeline { pipeline in
            // Before any lock: opening waits for whoever opens the same account.
            if !definitions.isEmpty { pipeline.add(try LedgerQueries.open(definitions, at: now)) }
            pipeline.add(LedgerQueries.lock(Array(named.accounts)))
            // Each statement sees what was committed before it, so these see all that the locks waited for.
            pipeline.add(LedgerQueries.transfers(of: Array(named.events)))
            if !named.targets.isEmpty { pipeline.add(LedgerQueries.settlements(of: Array(named.targets))) }
        }
        if !definitions.isEmpty { try AccountDefinitionMismatch.check(results[0].rows, asked: definitions) }
        let found = results.dropFirst(definitions.isEmpty ? 0 : 1).map(\.rows)
        return LedgerState(
            accounts: try AccountRows.decode(found[0]),
            events: try EventRows.decode(found[1], settlements: found.count > 2 ? found[2] : []), now: now)
    }

    /// What a batch names.
    private struct Named {
        var accounts: Set<AccountID> = []
        /// Events of the batch, and those that it settles or reverses transfers of.
        var events: Set<UUID> = []
        var targets: Set<UUID> = []

        init(_ batch: [LedgerEvent]) {
            for event in batch {
                events.insert(event.id)
                for transfer in event.transfers {
                    accounts.insert(transfer.debit)
                    accounts.insert(transfer.credit)
                    if let target = transfer.target { targets.insert(target.event) }
                }
            }
            events.formUnion(targets)
        }
    }
}
