/// One step in the life of a service order: the line, with evidence or a reason where the step has one.
public struct OrderStep: Codable, Hashable, Sendable {
    public var order: String
    public var package: String
    public var item: String
    public var amountFen: Int64
    /// What the resident pays of the price, from 0 to `amountFen`; absent means nothing.
    public var copaymentFen: Int64?
    /// The code of the rate group by which the order is subsidised.
    public var group: String?
    /// Who takes the order: `station`, or `department:<code>`.
    public var performer: String?
    /// What shows that the service was delivered or verified, e.g. a digest of a signed form.
    public var evidence: String?
    /// Why the order was cancelled.
    public var reason: String?

    public init(line: OrderLine, evidence: String? = nil, reason: String? = nil) {
        order = line.order
        package = line.package
        item = line.item
        amountFen = line.amountFen
        copaymentFen = line.copaymentFen
        group = line.group
        performer = line.performer
        self.evidence = evidence
        self.reason = reason
    }
}
