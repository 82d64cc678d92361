public import Foundation
public import HubModel
public import Postgres
import Protection

/// A station's manager claims what verified services are owed, all of one budget line to one payee.
public struct SubmitClaim: Sendable {
    /// Orders a claim at most.
    public static let limit = 500

    private let context: FundingContext
    private let now: Date

    public init(context: FundingContext, at now: Date) {
        self.context = context
        self.now = now
    }

    /// - Parameters:
    ///   - orders: 1 to ``limit`` numbers of orders of the station.
    ///   - id: made once by whoever asks, so that asking again doesn't claim twice; a UUID of version 7.
    ///   - account: the manager.
    ///   - connection: in a transaction of that person.
    /// - Returns: the claim.
    /// - Throws: ``ClaimError``; `PostgresError`, also when the person's role may not.
    public func callAsFunction(
        _ orders: [String], of station: StationCode, id: UUID, by account: UUID, on connection: isolated Connection
    ) async throws -> Claim {
        if let standing = try await ReadClaims.claim(id, on: connection), standing.submittedBy == account {
            return standing
        }
        let asked = Array(Set(orders)).sorted()
        guard (1...Self.limit).contains(asked.count) else { throw ClaimError.orderCount(asked.count) }
        let found = try ClaimRows.orders(try await connection.rows(ClaimQueries.claimable(asked, of: station)))
        let (line, payee) = try await group(asked, found, on: connection)
        let total = try found.map(\.order.fen).total()
        let claim = Claim(
            id: id, number: Self.number(of: id, on: context.day(now)), station: station, line: line, payee: payee,
            totalFen: total,
            state: .submitted, submittedBy: account, submittedAt: now)
        do {
            try await connection.withSavepoint { connection in
                connection.enqueue(ClaimQueries.insert(claim))
                connection.enqueue(ClaimQueries.insert(found.map(\.order), of: claim))
                try await connection.flush()
            }
        } catch let error as PostgresError where error.constraintName == "claim_order_once" {
            throw ClaimError.claimedAlready
        } catch let error as PostgresError where error.constraintName == "claim_pkey" {
            // The form was sent twice at the same moment.
            guard let standing = try await ReadClaims.claim(id, on: connection), standing.submittedBy == account else {
                throw ClaimError.claimedAlready
            }
            return standing
        }
        return claim
    }

    /// All of them are owed by one line to one payee.
    private func group(
        _ asked: [String], _ found: [ClaimRows.Owed], on connection: isolated Connection
    ) async throws -> (BudgetLine, String) {
        let known = Set(found.map(\.order.order))
        if let missing = asked.first(where: { !known.contains($0) }) { throw ClaimError.notVerified(order: missing) }
        if let other = found.first(where: { $0.order.state != .verified || $0.order.fen < 1 }) {
            let claimed: Set<OrderFunding.State> = [.claimed, .paid]
            throw claimed.contains(other.order.state)
                ? ClaimError.claimedAlready : ClaimError.notVerified(order: other.order.order)
        }
        guard let first = found.first, let lineID = first.line else { throw ClaimError.orderCount(0) }
        if let other = found.first(where: { $0.line != lineID || $0.payee != first.payee }) {
            throw ClaimError.mixed(order: other.order.order)
        }
        let lines = try LineRows.decode(try await connection.rows(FundingQueries.lines([lineID])))
        guard let line = lines.first else { throw FundingError.budgetLineMissing }
        return (line, first.payee)
    }

    /// `C`, the day, and six characters of the id that nobody takes for each other.
    private static func number(of id: UUID, on day: CivilDate) -> String {
        let letters = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
        let bytes = withUnsafeBytes(of: id.uuid) { Array($0.suffix(6)) }
        return "C" + day.description.replacing("-", with: "").dropFirst(2) + "-"
            + String(bytes.map { letters[Int($0) % letters.count] })
    }
}

extension FundingDesk {
    /// Claims, with an entry in the station's audit trail unless the claim stands already.
    ///
    /// - Throws: what ``SubmitClaim`` throws.
    public func submit(
        _ orders: [String], of station: StationCode, id: UUID, by author: FundingAuthor
    ) async throws -> Claim {
        let context = context
        return try await change(by: author) { connection in
            let isNew = try await ReadClaims().one(id, on: connection) == nil
            let claim = try await SubmitClaim(context: context, at: author.now)(
                orders, of: station, id: id, by: author.account, on: connection)
            if isNew {
                try await author.record(.claimSubmitted, .create, claim: id, of: station, on: connection)
            }
            return claim
        }
    }

    /// Takes a claim back, with an entry in the station's audit trail.
    ///
    /// - Throws: what ``WithdrawClaim`` throws.
    public func withdraw(_ claim: UUID, of station: StationCode, by author: FundingAuthor) async throws {
        try await change(by: author) { connection in
            try await WithdrawClaim(at: author.now)(claim, of: station, on: connection)
            try await author.record(.claimWithdrawn, .update, claim: claim, of: station, on: connection)
        }
    }
}
