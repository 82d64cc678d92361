import Postgres

/// A live order of a claim beside the money that stands behind it.
struct ClaimedMoney {
    var claimed: ClaimedOrder
    var funding: OrderFunding?

    /// Whether it is still what was claimed.
    func isOwed(by claim: Claim, in state: OrderFunding.State) -> Bool {
        funding?.state == state && funding?.actualFen == claimed.fen && funding?.budgetLine == claim.line.id
    }

    /// The live orders of a claim, locked in the order of their keys.
    static func lock(_ claim: Claim, on connection: isolated Connection) async throws -> [ClaimedMoney] {
        let orders = try await ReadClaims.orders(of: claim.id, on: connection).filter(\.isLive)
        let keys = orders.map { OrderKey(station: claim.station, order: $0.order) }
        let standing = try OrderRows.decode(try await connection.rows(FundingQueries.lockOrders(keys)))
        return zip(orders, keys).map { ClaimedMoney(claimed: $0, funding: standing[$1]) }
    }
}
