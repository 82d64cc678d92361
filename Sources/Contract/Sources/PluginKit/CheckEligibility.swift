public import HubModel

/// Whether a resident may enrol in a package.
public struct CheckEligibility: Codable, Hashable, Sendable {
    /// The package's code.
    public var package: String
    public var resident: ResidentSituation
    /// The station's own price of one cycle; nil for the package's.
    public var price: Money?

    public init(package: String, resident: ResidentSituation, price: Money? = nil) {
        self.package = package
        self.resident = resident
        self.price = price
    }
}
