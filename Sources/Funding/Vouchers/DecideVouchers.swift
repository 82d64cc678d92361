public import Foundation
import HubModel
import Ledger
public import Postgres
import Protection

/// Approves or rejects vouchers. With its last approval a voucher gets its number, its entries count in the books and what
/// waited for it is done, such as the payment of a claim.
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
    /// - Throws: ``FundingError``, also ``FundingError/spentAlready`` when what a rejected voucher brought was spent
    ///   meanwhile; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ vouchers: [UUID], _ decision: Decision, by account: UUID, on connection: isolated Connection
    ) async throws -> [Outcome] {
        if case .reject(let reason) = decision, reason.isBlank { throw FundingError.reasonMissing }
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
            VoucherQueries.read(vouchers), VoucherQueries.transfers(of: vouchers),
            VoucherQueries.takenBack(by: vouchers),
        ])
        let waiting = try WaitingVoucher.decode(found[0].rows, transfers: found[1].rows, takenBack: found[2].rows)
        var outcomes: [Outcome] = []
        var settled = Settled()
        for id in vouchers {
            guard let voucher = waiting[id] else { throw FundingError.voucherNotFound(id) }
            try voucher.check(account)
            let outcome = try await decide(voucher, decision, by: account, on: connection)
            outcomes.append(outcome)
            switch outcome {
            case .numbered: settled.approve(voucher)
            case .rejected: settled.reject(voucher)
            case .waits: break
            }
        }
        try await settle(settled, on: connection)
        return outcomes
    }

    /// What the ledger is told of vouchers that are decided, and what follows for orders and claims.
    private struct Settled {
        var events: [LedgerEvent] = []
        var approved: [WaitingVoucher.Business] = []
        var rejected: [WaitingVoucher.Business] = []

        mutating func approve(_ voucher: WaitingVoucher) {
            events.append(voucher.approval)
            approved.append(voucher.business)
        }

        mutating func reject(_ voucher: WaitingVoucher) {
            // A voucher that takes another one back left nothing in the ledger yet.
            if !voucher.rejection.transfers.isEmpty { events.append(voucher.rejection) }
            rejected.append(voucher.business)
        }
    }

    private func settle(_ settled: Settled, on connection: isolated Connection) async throws {
        // Orders and claims come before accounts, as they do where money follows orders.
        let consequences = VoucherConsequences(at: now)
        consequences.follow(approved: settled.approved, on: connection)
        consequences.follow(rejected: settled.rejected, on: connection)
        for case .refused(let refusal) in try await RecordEvents(at: now)(settled.events, on: connection) {
            if case .belowFloor = refusal { throw FundingError.spentAlready }
            throw FundingError.refused(refusal)
        }
        // Sent now, so that what the database refuses is heard of here.
        try await connection.flush()
    }

    private func decide(
        _ voucher: WaitingVoucher, _ decision: Decision, by account: UUID, on connection: isolated Connection
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

extension FundingError {
    /// What the database refuses when somebody else decided at the same moment, or the month was closed.
    fileprivate init?(_ error: PostgresError, vouchers: [UUID]) {
        switch error.constraintName {
        case "voucher_waits": self = .voucherSettled(vouchers.first ?? FundingAuthor.hub)
        case "voucher_decision_pkey": self = .decidedAlready(vouchers.first ?? FundingAuthor.hub)
        case "accounting_period_open": self = .monthClosed
        default: return nil
        }
    }
}

extension FundingDesk {
    /// Decides on all of the vouchers or on none, with an entry in the audit trail for each.
    ///
    /// - Parameter vouchers: in the order in which they are to be numbered.
    /// - Throws: what ``DecideVouchers`` throws.
    public func decide(
        _ vouchers: [UUID], _ decision: DecideVouchers.Decision, by author: FundingAuthor
    ) async throws -> [DecideVouchers.Outcome] {
        let (deed, reason): (AuditDeed, String?) =
            switch decision {
            case .approve: (.voucherApproved, nil)
            case .reject(let reason): (.voucherRejected, reason)
            }
        return try await change(by: author) { connection in
            let outcomes = try await DecideVouchers(at: author.now)(
                vouchers, decision, by: author.account, on: connection)
            try await author.record(deed, vouchers.map { .init(.voucher, id: $0) }, reason: reason, on: connection)
            return outcomes
        }
    }
}
