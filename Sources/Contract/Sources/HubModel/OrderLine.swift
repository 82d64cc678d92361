/// The members that every step of a service order carries.
public struct OrderLine: Codable, Hashable, Sendable {
    /// The order's id.
    public var order: String
    /// The code of the service package.
    public var package: String
    /// The code of the item in the package.
    public var item: String
    /// The whole price.
    public var amountFen: Int64
    /// What the resident pays of the price, from 0 to `amountFen`; absent means nothing.
    public var copaymentFen: Int64?
    /// The code of the rate group by which the order is subsidised.
    public var group: String?
    /// Who takes the order: `station`, or `department:<code>`.
    public var performer: String?

    public init(
        order: String, package: String, item: String, amountFen: Int64, copaymentFen: Int64? = nil,
        group: String? = nil, performer: String? = nil
    ) {
        self.order = order
        self.package = package
        self.item = item
        self.amountFen = amountFen
        self.copaymentFen = copaymentFen
        self.group = group
        self.performer = performer
    }
}
