public import HubModel

/// A service package that a station offers.
public struct PackageChoice: Codable, Hashable, Sendable {
    public var code: String
    /// The station's own price of one cycle; nil keeps the plugin's.
    public var price: Money?

    public init(code: String, price: Money? = nil) {
        self.code = code
        self.price = price
    }
}
