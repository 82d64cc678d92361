public import Foundation
public import Postgres
import Protection

/// The bureau's finance officer approves a claim, to be paid, or rejects it with the reason, also after it was approved.
public struct DecideClaim: Sendable {
    public enum Decision: Hashable, Sendable {
        case approve
        case reject(reason: String)
    }

    private let now: Date

    public init(at now: Date) {
        self.now = now
    }

    /// - Parameters:
    ///   - account: who decides, never who claimed.
    ///   - connection: in a transaction of that person.
    /// - Throws: ``ClaimError``; ``FundingError/reasonMissing``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ id: UUID, _ decision: Decision, by account: UUID, on connection: isolated Connection
    ) async throws {
        let claim = try await ReadClaims.locked(id, on: connection)
        if claim.bar(to: account) != nil { throw ClaimError.own }
        switch decision {
        case .approve:
            guard claim.state == .submitted else { throw ClaimError.settled(claim.state) }
            try await approve(claim, by: account, on: connection)
        case .reject(let reason):
            if reason.isBlank { throw FundingError.reasonMissing }
            guard claim.state == .submitted || claim.state == .approved else { throw ClaimError.settled(claim.state) }
            _ = try await ClaimedMoney.lock(claim, on: connection)
            connection.enqueue(ClaimQueries.move(ordersOf: id, from: .claimed, to: .verified, at: now))
            connection.enqueue(ClaimQueries.decide(id, .rejected, by: account, reason: reason, at: now))
            try await connection.flush()
        }
    }

    private func approve(_ claim: Claim, by account: UUID, on connection: isolated Connection) async throws {
        let money = try await ClaimedMoney.lock(claim, on: connection)
        if let changed = money.first(where: { !$0.isOwed(by: claim, in: .verified) }) {
            throw ClaimError.changed(order: changed.claimed.order)
        }
        let waiting = try await connection.first(ClaimQueries.waitingServices(of: claim.id), as: Int64.self) ?? 0
        guard waiting == 0 else { throw ClaimError.servicesWait(count: Int(waiting)) }
        connection.enqueue(ClaimQueries.move(ordersOf: claim.id, from: .verified, to: .claimed, at: now))
        connection.enqueue(ClaimQueries.decide(claim.id, .approved, by: account, reason: nil, at: now))
        try await connection.flush()
    }
}

extension FundingDesk {
    /// Approves or rejects a claim, with an entry in the audit trail.
    ///
    /// - Throws: what ``DecideClaim`` throws.
    public func decide(_ claim: UUID, _ decision: DecideClaim.Decision, by author: FundingAuthor) async throws {
        let deed: AuditDeed = decision == .approve ? .claimApproved : .claimRejected
        try await change(by: author) { connection in
            try await DecideClaim(at: author.now)(claim, decision, by: author.account, on: connection)
            try await author.record(deed, .init(.claim, id: claim), on: connection)
        }
    }
}
