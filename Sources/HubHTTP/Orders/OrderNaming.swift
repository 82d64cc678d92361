import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import PluginKit
import Services

/// Calls packages, items, states and performers of orders by their names.
struct OrderNaming: Sendable {
    private let packages: [String: ServicePackage]
    private let stations: [StationCode: LocalizedText]

    init(configuration: DistrictConfiguration) {
        packages = Dictionary(configuration.profiles.values.flatMap(\.packages).map { ($0.code, $0) }) { first, _ in
            first
        }
        stations = Dictionary(configuration.stations.map { ($0.code, $0.name) }) { first, _ in first }
    }

    func package(_ code: String, _ language: Language) -> String { packages[code]?.title[language] ?? code }

    func item(_ line: OrderLine, _ language: Language) -> String { item(line.item, of: line.package, language) }

    func item(_ code: String, of package: String, _ language: Language) -> String {
        packages[package]?.items.first { $0.code == code }?.title[language] ?? code
    }

    func station(_ code: StationCode, _ language: Language) -> String { stations[code]?[language] ?? code.rawValue }

    func performer(_ code: String?, _ language: Language) -> String {
        guard let code, code != "station" else { return OrderWords.byStation(language) }
        let parts = code.split(separator: ":", maxSplits: 1)
        return parts.count == 2 ? "\(OrderWords.byDepartment(language)) \(parts[1])" : code
    }
}

/// Where a station's orders are, and who comes there.
enum OrderPaths {
    static let list = "/stations/{code}/orders"
    static let one = list + "/{order}"

    static func list(of station: StationCode) -> String { "/stations/\(station)/orders" }

    static func one(_ order: String, at station: StationCode) -> String {
        let code = order.addingPercentEncoding(withAllowedCharacters: .urlUserAllowed) ?? ""
        return "\(list(of: station))/\(code)"
    }

    static func policy(_ kind: PeoplePolicy.Kind) -> RoutePolicy {
        .people(.atStation, .station(parameter: "code"), kind)
    }
}
