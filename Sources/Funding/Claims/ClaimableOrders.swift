/// Verified services of one budget line and payee that no claim has yet.
public struct ClaimableOrders: Hashable, Sendable {
    public var line: BudgetLine
    public var payee: String
    public var orders: [ClaimedOrder]

    public var totalFen: Int64 { orders.reduce(0) { $0 + $1.fen } }
}
