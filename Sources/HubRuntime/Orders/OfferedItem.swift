import DistrictConfig
import HubModel
import PluginKit
import Services

/// Something that can be ordered, with the package that it belongs to at the moment.
struct OfferedItem {
    var package: ServicePackage
    var item: OrderableItem

    /// The items of a station's packages that have a price of their own.
    ///
    /// - Returns: nil when no station has the code.
    static func all(in configuration: DistrictConfiguration, at station: StationCode) -> [OfferedItem]? {
        guard let configured = configuration.station(station) else { return nil }
        return configuration.packages(of: configured).flatMap { package in
            package.items.compactMap { item in
                item.unitPrice.map {
                    OfferedItem(
                        package: package,
                        item: OrderableItem(
                            package: package.code, packageTitle: package.title, item: item.code, title: item.title,
                            price: $0))
                }
            }
        }
    }
}
