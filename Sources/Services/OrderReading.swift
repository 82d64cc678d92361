/// One step of a service order as a fact tells it.
public struct OrderReading: Equatable, Sendable {
    public var order: String
    public var step: OrderStepKind
    public var package: String
    public var item: String
    public var amountFen: Int64
    /// What the resident pays of the amount.
    public var copaymentFen: Int64 = 0
    /// The rate group by which the order is subsidised.
    public var group: String?
    /// Who takes the order: `station`, or `department:<code>`.
    public var performer: String?
    /// The fact that tells of the step; nil where nobody asks for it.
    public var source: OrderSource?
}
