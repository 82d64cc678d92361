import Foundation
import HubModel
import Ledger
import Postgres
import Protection
import TestSupport

/// Sends batches and meets with faults.
struct SimulatedClient {
    private let database: TestDatabase
    private var workload: LedgerWorkload
    private let told: Told
    private var now = Books.now

    init(database: TestDatabase, seed: UInt64, told: Told) {
        self.database = database
        workload = LedgerWorkload(seed: seed)
        self.told = told
    }

    mutating func send(_ count: Int) async throws {
        var sent = 0
        while sent < count {
            now += 1
            let sender = BatchSender(database: database, told: told, now: now)
            let batch = workload.batch(at: now)
            sent += batch.count
            switch workload.random.below(100) {
            case 0..<8:
                await told.note(.answersLost)
                await told.noteLost(batch)
                _ = try await sender.answer(to: batch)
                await told.note(try await sender.answer(to: batch), of: batch)
            case 8..<16:
                await told.note(.sentTwiceAtOnce)
                try await sender.send(batch, besides: batch)
            case 16..<26:
                await told.note(.rivals)
                let rivals = workload.rivals(of: batch)
                try await sender.send(batch, besides: rivals)
            case 26..<34:
                await told.note(.connectionsLost)
                async let killed: Void = sender.killSomebody()
                await told.note(try await sender.answer(to: batch), of: batch)
                try await killed
            case 34..<40:
                await told.note(.rolledBack)
                await told.noteTakenBack(batch)
                try await sender.takeBack(batch)
            default: await told.note(try await sender.answer(to: batch), of: batch)
            }
        }
    }

}

/// Sends batches at one moment of the simulated clock.
private struct BatchSender: Sendable {
    private struct ChangedMind: Error {}

    let database: TestDatabase
    let told: Told
    let now: Date

    func send(_ batch: [LedgerEvent], besides other: [LedgerEvent]) async throws {
        async let first = answer(to: batch)
        async let second = answer(to: other)
        await told.note(try await first, of: batch)
        await told.note(try await second, of: other)
    }

    /// Sends until there is an answer.
    func answer(to batch: [LedgerEvent]) async throws -> [EventResult] {
        var attempts = 0
        while true {
            do {
                return try await database.record(batch, opening: LedgerWorkload.accounts, at: now)
            } catch let error as PostgresError where attempts < 100 && Self.isWorthAnotherAttempt(error) {
                attempts += 1
                if case .connectionLost = error.code { await told.noteLost(batch) }
            }
        }
    }

    private static func isWorthAnotherAttempt(_ error: PostgresError) -> Bool {
        if case .connectionLost = error.code { return true }
        return RecordEvents.isCollision(error) || error.sqlState?.isTransient == true
    }

    /// Records and changes its mind before the transaction ends.
    func takeBack(_ batch: [LedgerEvent]) async throws {
        do {
            try await database.hub.withTransaction(as: .district) { [now] connection in
                _ = try await RecordEvents(at: now)(batch, opening: LedgerWorkload.accounts, on: connection)
                try await connection.flush()
                throw ChangedMind()
            }
        } catch is ChangedMind {
        } catch let error as PostgresError where Self.isWorthAnotherAttempt(error) {}
    }

    func killSomebody() async throws {
        _ = try await database.asAdministrator { connection in
            try await connection.first(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE usename = 'xinlian_app' AND datname = current_database() ORDER BY random() LIMIT 1
                """)
        }
    }
}
