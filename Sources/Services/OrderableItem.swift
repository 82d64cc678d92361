public import HubModel

/// Something that a resident can order by itself.
public struct OrderableItem: Equatable, Sendable {
    public var package: String
    public var packageTitle: LocalizedText
    public var item: String
    public var title: LocalizedText
    public var price: Money

    public init(
        package: String, packageTitle: LocalizedText, item: String, title: LocalizedText, price: Money
    ) {
        self.package = package
        self.packageTitle = packageTitle
        self.item = item
        self.title = title
        self.price = price
    }

    /// How forms and addresses name it.
    public var key: String { "\(package)/\(item)" }
}
