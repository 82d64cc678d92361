public import Foundation
public import Postgres

/// Records events that many requests bring one by one, all that come while others are being committed in one transaction
/// (group commit): what a transaction costs is shared among them.
///
/// Each is judged by itself, in the order in which they came, and answered when its transaction is on disk.
public actor GroupCommit {
    /// Runs its argument in a transaction, and again after a deadlock or a serialization failure.
    public typealias Transaction =
        @Sendable (_ body: @escaping @Sendable (isolated Connection) async throws -> [EventResult]) async throws ->
        [EventResult]

    private struct Request {
        var event: LedgerEvent
        var answer: CheckedContinuation<EventResult, any Error>
    }

    /// Events in a transaction.
    private static let limit = 1000
    /// Transactions at once: one is worked on while the other one waits for the disk.
    private static let lanes = 2

    private let transaction: Transaction
    private let now: @Sendable () -> Date
    private var waiting: [Request] = []
    private var busy = 0

    /// - Parameters:
    ///   - now: the hub's clock.
    ///   - transaction: such as a hub's, on behalf of the district.
    public init(now: @escaping @Sendable () -> Date, in transaction: @escaping Transaction) {
        self.now = now
        self.transaction = transaction
    }

    /// - Parameter event: of accounts that are open.
    /// - Returns: what became of it.
    /// - Throws: what the transaction throws. The event may have been recorded then; sending it again tells.
    public func record(_ event: LedgerEvent) async throws -> EventResult {
        try await withCheckedThrowingContinuation { answer in
            waiting.append(Request(event: event, answer: answer))
            guard busy < Self.lanes else { return }
            busy += 1
            Task { await commitWhatWaits() }
        }
    }

    private func commitWhatWaits() async {
        while !waiting.isEmpty {
            let group = Array(waiting.prefix(Self.limit))
            waiting.removeFirst(group.count)
            await commit(group)
        }
        busy -= 1
    }

    private func commit(_ group: [Request]) async {
        do {
            let results = try await record(group.map(\.event))
            for (request, result) in zip(group, results) { request.answer.resume(returning: result) }
        } catch {
            guard group.count > 1 else { return group[0].answer.resume(throwing: error) }
            // What fails for one of them must not fail for the others.
            for request in group { await commit([request]) }
        }
    }

    private func record(_ events: [LedgerEvent]) async throws -> [EventResult] {
        let now = now()
        return try await transaction { try await RecordEvents(at: now)(events, on: $0) }
    }
}
