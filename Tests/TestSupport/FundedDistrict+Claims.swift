public import DistrictConfig
public import Foundation
public import Funding
public import HubModel
public import Postgres
public import Protection

/// Short ways to claim and to be paid, each in a transaction of the person who does it.
extension FundedDistrict {
    /// Does something in a transaction of a person's.
    public func act<Result: Sendable>(
        as acting: Principal.Acting, _ body: @Sendable @escaping (isolated Connection) async throws -> Result
    ) async throws -> Result {
        try await database.hub.withTransaction(as: .person(acting), retry: .whenTransient(), body)
    }

    /// Orders that were accepted, delivered for what they were to cost, and whose vouchers are approved.
    public func owe(_ orders: [String: Int64], at time: Date = FixedClock.now) async throws {
        for (order, fen) in orders.sorted(by: { $0.key < $1.key }) {
            try await follow(
                step(.accepted, order, fen: fen, at: time), step(.verified, order, fen: fen, at: time), at: time)
        }
        _ = try await decide(try await waiting())
    }

    /// Claims orders of the station as its manager.
    public func claim(_ orders: [String], id: UUID = UUID(version7At: FixedClock.now)) async throws -> Claim {
        let (station, manager, context) = (station, manager, context)
        return try await act(as: manager) { connection in
            try await SubmitClaim(context: context, at: FixedClock.now)(
                orders, of: station, id: id, by: manager.account, on: connection)
        }
    }

    public func decide(
        _ claim: UUID, _ decision: DecideClaim.Decision = .approve, by acting: Principal.Acting? = nil
    ) async throws {
        let acting = acting ?? officer
        try await act(as: acting) { connection in
            try await DecideClaim(at: FixedClock.now)(claim, decision, by: acting.account, on: connection)
        }
    }

    /// Prepares the payment of a claim as the finance officer.
    public func pay(
        _ claim: UUID, _ method: FundingEventCode = .paidByTreasury, event: UUID = UUID(version7At: FixedClock.now),
        at now: Date = FixedClock.now
    ) async throws {
        let (officer, context) = (officer, context)
        try await act(as: officer) { connection in
            try await PayClaim(context: context, at: now)(
                claim, method, document: "支付 1", event: event, by: officer.account, on: connection)
        }
    }

    /// Orders that are owed, claimed and paid by one claim whose voucher the director approved.
    public func paid(_ orders: [String: Int64]) async throws -> Claim {
        try await owe(orders)
        let claim = try await claim(Array(orders.keys))
        try await decide(claim.id)
        try await pay(claim.id)
        _ = try await decide(try await waiting(), by: director)
        return claim
    }

    /// How an account of a book stands, on its normal side, whatever its dimensions.
    public func balance(_ code: String, in book: FundingBook = .financial) async throws -> Int64 {
        let book = book.rawValue
        let sums = try await database.texts(
            """
            SELECT coalesce(sum(CASE normal_side WHEN 'debit' THEN debits_posted - credits_posted
                ELSE credits_posted - debits_posted END), 0)::text
            FROM ledger_account WHERE ledger = \(book) AND code = \(code)
            """)
        return sums.first.flatMap { Int64($0) } ?? 0
    }

    /// What a month's close would find wrong.
    public func findings(_ month: CivilDate) async throws -> [PeriodProof.Finding] {
        let context = context
        return try await act(as: officer) { connection in
            try await CloseMonth(context: context, at: FixedClock.now).preview(month, on: connection).findings
        }
    }
}
