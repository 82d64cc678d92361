import HubModel
import HubRuntime

/// Where residents come with their links and codes.
enum ResidentOrderPaths {
    static let order = "/o/{token}"
    static let verify = "/v/{token}"
    static let counter = "/verify/{code}"

    static func page(_ token: OrderToken, isOrder: Bool) -> String { "/\(isOrder ? "o" : "v")/\(token.text)" }
    static func counter(of station: StationCode) -> String { "/verify/\(station)" }
}
