public struct OrderFigure: Codable, Hashable, Sendable {
    /// `placed`, `accepted`, `delivered`, `verified` or `cancelled`.
    public var state: String
    /// Orders placed in the period that stand in the state now.
    public var count: Int64
    public var amountFen: Int64
}
