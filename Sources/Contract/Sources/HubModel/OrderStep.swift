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

/// One step in the life of an enrolment in a service package.
public struct EnrolmentStep: Codable, Hashable, Sendable {
    /// The enrolment's id.
    public var enrolment: String
    public var package: String
    /// The item that is due or was done.
    public var item: String?
    /// The day the item is due, `YYYY-MM-DD` in the district's time zone.
    public var due: String?
    /// Why the enrolment ended.
    public var reason: String?
    /// The plugin, and the version of it, that the enrolment begins under and keeps; on the first step alone.
    public var plugin: PluginReference?

    public init(
        enrolment: String, package: String, item: String? = nil, due: String? = nil, reason: String? = nil,
        plugin: PluginReference? = nil
    ) {
        self.plugin = plugin
        self.enrolment = enrolment
        self.package = package
        self.item = item
        self.due = due
        self.reason = reason
    }
}
