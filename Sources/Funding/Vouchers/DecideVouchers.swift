public import Foundation
import HubModel
import Ledger
public import Postgres

/// Approves or rejects vouchers. With its last approval a voucher gets its number and its entries count in the books.
public struct DecideVouchers: Sendable {
    public enum Decision: Hashable, Sendable {
        case approve
        case reject(reason: String)
    }

    /// What a decision came to.
    public enum Outcome: Hashable, Sendable {
        /// Approved, with its number.
        case numbered(Int)
        /// Another person must approve it too.
        case waits
        case rejected
    }

    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// Decides on all of them or on none.
    ///
    /// - Parameters:
    ///   - vouchers: in the order in which they are to be numbered.
    ///   - account: who decides.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``FundingError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ vouchers: [UUID], _ decision: Decision, by account: UUID, on connection: isolated Connection
    ) async throws -> [Outcome] {
        if case .reject(let reason) = decision, reason.allSatisfy(\.isWhitespace) { throw FundingError.reasonMissing }
        do {
            return try await decide(vouchers, decision, by: account, on: connection)
        } catch let error as PostgresError {
            throw FundingError(error, vouchers: vouchers) ?? error
        }
    }

    private func decide(
        _ vouchers: [UUID], _ decision: Decision, by account: UUID, on connection: isolated Connection
    ) async throws -> [Outcome] {
        let found = try await connection.pipeline([
            VoucherQueries.read(vouchers), VoucherQueries.pendingEntries(of: vouchers),
        ])
        let waiting = try Waiting.decode(found[0].rows, entries: found[1].rows)
        var outcomes: [Outcome] = []
        var entries: [LedgerEvent] = []
        for id in vouchers {
            guard let voucher = waiting[id] else { throw FundingError.voucherNotFound(id) }
            try voucher.check(account)
            let outcome = try await decide(voucher, decision, by: account, on: connection)
            outcomes.append(outcome)
            switch outcome {
            case .numbered: entries.append(voucher.settlement("approve") { .post($0) })
            case .rejected: entries.append(voucher.settlement("reject") { .void($0) })
            case .waits: break
            }
        }
        for case .refused(let refusal) in try await RecordEvents(at: now)(entries, on: connection) {
            throw FundingError.refused(refusal)
        }
        // Sent now, so that what the database refuses is heard of here.
        try await connection.flush()
        return outcomes
    }

    private func decide(
        _ voucher: Waiting, _ decision: Decision, by account: UUID, on connection: isolated Connection
    ) async throws -> Outcome {
        switch decision {
        case .approve:
            connection.enqueue(
                VoucherQueries.decide(
                    voucher.id, preparedBy: voucher.preparedBy, by: account, approves: true, reason: nil, at: now))
            let number = try await connection.first(VoucherQueries.number(voucher.id, at: now), as: Int32?.self)
            return number.flatMap(\.self).map { .numbered(Int($0)) } ?? .waits
        case .reject(let reason):
            connection.enqueue(
                VoucherQueries.decide(
                    voucher.id, preparedBy: voucher.preparedBy, by: account, approves: false, reason: reason, at: now))
            connection.enqueue(VoucherQueries.reject(voucher.id, at: now))
            return .rejected
        }
    }
}

/// A voucher that is decided on.
private struct Waiting {
    var id: UUID
    var state: String
    var preparedBy: UUID
    var day: CivilDate
    var station: StationCode?
    var approvals: [UUID]
    var entries: [Transfer] = []

    static func decode(_ rows: [Row], entries: [Row]) throws -> [UUID: Waiting] {
        var vouchers: [UUID: Waiting] = [:]
        for row in rows {
            let (id, state, preparedBy, day, station, approvals) = try row.decode(
                UUID.self, String.self, UUID.self, CalendarDate.self, String?.self, [UUID].self)
            vouchers[id] = Waiting(
                id: id, state: state, preparedBy: preparedBy, day: CivilDate(driver: day),
                station: station.flatMap(StationCode.init(rawValue:)), approvals: approvals)
        }
        for row in entries {
            let (id, _, debit, credit, amount) = try row.decode(
                UUID.self, Int16.self, UUID.self, UUID.self, Int64.self)
            vouchers[id]?.entries.append(
                Transfer(debit: AccountID(rawValue: debit), credit: AccountID(rawValue: credit), amount: amount))
        }
        return vouchers
    }

    func check(_ account: UUID) throws(FundingError) {
        guard state == "waiting" else { throw .voucherSettled(id) }
        guard preparedBy != account else { throw .ownVoucher(id) }
        guard !approvals.contains(account) else { throw .decidedAlready(id) }
    }

    /// The event that settles every entry.
    func settlement(_ purpose: String, _ kind: (TransferID) -> Transfer.Kind) -> LedgerEvent {
        LedgerEvent(
            id: DerivedID.id(purpose, of: id), day: day, station: station,
            transfers: entries.enumerated().map { index, entry in
                Transfer(
                    kind(TransferID(event: id, number: index + 1)), debit: entry.debit, credit: entry.credit,
                    amount: entry.amount)
            })
    }
}

extension FundingError {
    /// What the database refuses when somebody else decided at the same moment, or the month was closed.
    fileprivate init?(_ error: PostgresError, vouchers: [UUID]) {
        switch error.constraintName {
        case "voucher_waits": self = .voucherSettled(vouchers.first ?? RecordPostings.hubItself)
        case "voucher_decision_pkey": self = .decidedAlready(vouchers.first ?? RecordPostings.hubItself)
        case "accounting_period_open": self = .monthClosed
        default: return nil
        }
    }
}
