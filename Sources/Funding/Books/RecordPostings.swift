import DistrictConfig
import Foundation
import HubModel
import Ledger
import Postgres

/// Records business events with what they post: the control ledger at once, the books when their voucher is approved.
struct RecordPostings {
    let entity: FundingEntity
    let now: Date

    /// Everything of an event is recorded, or nothing; one that is refused doesn't keep the others from being recorded.
    ///
    /// - Parameter postings: in the order in which the control ledger judges them, each event once.
    /// - Returns: what became of each.
    /// - Throws: ``FundingError/refused(_:)`` when the books refuse entries; `PostgresError`.
    func callAsFunction(_ postings: [Posting], on connection: isolated Connection) async throws -> [EventResult] {
        if postings.isEmpty { return [] }
        let lines = Set(postings.flatMap { [$0.event.budgetLine, $0.event.toLine].compactMap(\.self) })
        if !lines.isEmpty { connection.enqueue(FundingQueries.open(lines.sorted { $0.id < $1.id }, at: now)) }
        let results = try await recordControl(postings, on: connection)
        let recorded = zip(postings, results).filter { $1 == .recorded }.map(\.0)
        if recorded.isEmpty { return results }
        connection.enqueue(try FundingQueries.store(recorded.map(\.event), at: now))
        let vouchers = recorded.filter { $0.voucher != nil }
        if !vouchers.isEmpty { try await prepare(vouchers, on: connection) }
        return results
    }

    /// The same for whoever wants all of them or none.
    ///
    /// - Throws: ``FundingError`` of the first one that the control ledger refuses; `PostgresError`.
    func all(_ postings: [Posting], on connection: isolated Connection) async throws {
        for case .refused(let refusal) in try await self(postings, on: connection) { throw FundingError(refusal) }
    }

    private func recordControl(_ postings: [Posting], on connection: isolated Connection) async throws -> [EventResult]
    {
        let moving = postings.filter { $0.control != nil }
        let results = try await RecordEvents(at: now)(
            moving.compactMap(\.control), opening: moving.flatMap(\.accounts), on: connection)
        var outcome: [UUID: EventResult] = [:]
        for (posting, result) in zip(moving, results) { outcome[posting.event.id] = result }
        return postings.map { outcome[$0.event.id] ?? .recorded }
    }

    private func prepare(_ postings: [Posting], on connection: isolated Connection) async throws {
        let rows = postings.compactMap { posting in
            posting.voucher.map { voucher in
                VoucherQueries.Row(
                    id: voucher.id, event: posting.event.id, word: voucher.word, day: posting.event.day,
                    total: voucher.total,
                    approvalsNeeded: voucher.total > entity.secondApprovalAbove.fen ? 2 : 1,
                    preparedBy: posting.event.recordedBy ?? FundingAuthor.hub, station: posting.event.station,
                    reverses: voucher.reverses)
            }
        }
        connection.enqueue(VoucherQueries.prepare(rows, at: now))
        let taken = postings.compactMap(\.voucher).flatMap { voucher in
            voucher.takenBack.enumerated().map { (voucher: voucher.id, number: $0.offset + 1, transfer: $0.element) }
        }
        if !taken.isEmpty { connection.enqueue(VoucherQueries.takeBack(taken)) }
        let entries = postings.compactMap(\.voucher?.entries).filter { !$0.transfers.isEmpty }
        let results = try await RecordEvents(at: now)(
            entries, opening: postings.flatMap(\.accounts), on: connection)
        for case .refused(let refusal) in results { throw FundingError.refused(refusal) }
    }
}
