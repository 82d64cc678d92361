import FactLog
public import Foundation
public import Logging

/// What the station does to bring its facts to the hub and the hub's changes to the station.
public actor SyncClient {
    /// Sizes of batches and pages.
    public struct Limits: Hashable, Sendable {
        /// Facts in a batch, 1 to 10,000.
        public var batchFacts: Int
        /// Bytes of a batch, up to 4 MiB.
        public var batchBytes: Int
        /// Changes in a page.
        public var pageChanges: Int

        public init(batchFacts: Int = 2000, batchBytes: Int = 4 * 1024 * 1024, pageChanges: Int = 500) {
            self.batchFacts = min(max(1, batchFacts), SyncLimits.batchFacts)
            self.batchBytes = min(max(SyncLimits.lineBytes + 1, batchBytes), SyncLimits.batchBytes)
            self.pageChanges = max(1, pageChanges)
        }
    }

    /// What one synchronisation did.
    public struct Summary: Hashable, Sendable {
        /// Facts that the hub acknowledged.
        public var acknowledged = 0
        /// Changes that were applied.
        public var changes = 0
    }

    /// Times the hub may ask for what it lost before that counts as trouble.
    private static let gapsInARow = 3

    private let book: LocalBook
    private let exchange: HubExchange
    private let enrolment: StationEnrolment
    private let backoff: Backoff
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let pageChanges: Int
    /// Becomes smaller when the hub finds a batch too large, for as long as the client lives.
    private var limits: BatchLimits

    public init(
        book: LocalBook, transport: any SyncTransport, keys: StationKeys, limits: Limits = Limits(),
        backoff: Backoff = Backoff(), logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.book = book
        exchange = HubExchange(signed: SignedExchange(transport: transport, keys: keys, now: now))
        enrolment = StationEnrolment(station: book.station, transport: transport, keys: keys, now: now)
        self.backoff = backoff
        self.now = now
        self.logger = logger
        pageChanges = limits.pageChanges
        self.limits = BatchLimits(facts: limits.batchFacts, bytes: limits.batchBytes)
    }

    /// Registers the station's key when a one-time code waits for that; then sends until the outbox is empty (an empty batch
    /// when it was) and fetches changes until there are no more.
    ///
    /// The outcome is kept in the book for people to see.
    /// - Throws: ``SyncTrouble`` when hub and station can't agree, with the wait noted in the book; errors of the book.
    public func synchronize() async throws -> Summary {
        do {
            if try await enrolment.finish() { logger.notice("the station's key was registered") }
            var summary = Summary()
            summary.acknowledged = try await sendAll()
            summary.changes = try await fetchChanges()
            try await book.noteContact(at: now(), untroubled: true)
            return summary
        } catch let trouble as SyncTrouble {
            let failures = try await book.failuresInARow() + 1
            let wait = backoff.seconds(after: trouble, failures: failures)
            try await book.note(trouble, failures: failures, nextAttempt: now().addingTimeInterval(wait), at: now())
            logger.warning(
                "synchronisation failed",
                metadata: ["code": "\(trouble.code)", "failures": "\(failures)", "waitSeconds": "\(wait)"])
            throw trouble
        }
    }

    private func sendAll() async throws -> Int {
        var acknowledged = 0
        var gaps = 0
        while true {
            let batch = try await book.nextBatch(limits, now: now())
            switch try await exchange.send(batch) {
            case .receipt(let receipt):
                try await believe(receipt, of: batch)
                acknowledged += Int(batch.description.count)
                gaps = 0
                // What was recorded since belongs to the next round, or a busy station would never fetch changes.
                if try await book.unsentCount() == 0 { return acknowledged }
            case .gap:
                gaps += 1
                guard gaps <= Self.gapsInARow else { throw SyncTrouble.hubError(status: 409) }
                try await requeue()
            case .tooLarge:
                try shrink(batch)
            }
        }
    }

    private func believe(_ receipt: SyncReceipt, of batch: OutgoingBatch) async throws {
        do {
            try await book.acknowledge(receipt, of: batch.description, now: now())
        } catch let reason as ReceiptRefused {
            throw SyncTrouble.notBelieved(reason)
        }
        try await book.noteContact(at: now(), untroubled: false)
        if !receipt.quarantined.isEmpty {
            logger.notice("facts were quarantined", metadata: ["count": "\(receipt.quarantined.count)"])
        }
        logger.debug(
            "batch acknowledged",
            metadata: ["through": "\(receipt.acceptedThrough)", "facts": "\(batch.description.count)"])
    }

    private func requeue() async throws {
        let state = try await exchange.state()
        do {
            let requeued = try await book.requeue(behind: state)
            logger.notice(
                "the hub lacks facts that it had acknowledged; they are sent again",
                metadata: ["behind": "\(state.acceptedThrough)", "facts": "\(requeued)"])
        } catch let reason as ReceiptRefused {
            throw SyncTrouble.notBelieved(reason)
        }
    }

    private func shrink(_ batch: OutgoingBatch) throws {
        guard batch.description.count > 1 else { throw SyncTrouble.tooLarge(seq: batch.description.first) }
        // Counted from what was sent: halving a limit that the batch did not reach would change nothing.
        limits = BatchLimits(facts: Int(batch.description.count), bytes: min(limits.bytes, batch.body.count)).halved
        logger.notice("the hub found a batch too large", metadata: ["nextFacts": "\(limits.facts)"])
    }

    private func fetchChanges() async throws -> Int {
        var applied = 0
        var restarts = 0
        while true {
            let cursor = try await book.changeCursor()
            let page = try await exchange.changes(after: cursor, limit: pageChanges)
            do {
                try await book.apply(page, after: cursor, now: now())
            } catch let trouble as SyncTrouble where trouble == .changesGap && restarts == 0 && cursor > 0 {
                restarts += 1
                try await book.restartChanges()
                continue
            }
            applied += page.changes.count
            if !page.more { return applied }
        }
    }
}
