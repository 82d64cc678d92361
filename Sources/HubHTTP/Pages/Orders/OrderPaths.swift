import Foundation
import HubModel

/// Where a station's orders are, and who comes there.
enum OrderPaths {
    static let list = "/stations/{code}/orders"
    static let one = list + "/{order}"

    static func list(of station: StationCode) -> String { "/stations/\(station)/orders" }

    static func one(_ order: String, at station: StationCode) -> String {
        let code = order.addingPercentEncoding(withAllowedCharacters: .urlUserAllowed) ?? ""
        return "\(list(of: station))/\(code)"
    }

    static func policy(_ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people(.atStation, .station(parameter: "code"), kind)
    }
}
