import Foundation
import HubModel
import Hummingbird
import PageKit

/// What stands in the paths of several routes, under the names that their policies and handlers look for.
extension RouteParameter {
    static let stationCode = RouteParameter(
        "code", in: .path, required: true, schema: #"{"type":"string"}"#, "The station's code")

    static let hospitalCode = RouteParameter(
        "code", in: .path, required: true, schema: #"{"type":"string"}"#, "The hospital's code")

    static let order = RouteParameter(
        "order", in: .path, required: true, schema: #"{"type":"string"}"#, "The order's number")

    static let token = RouteParameter(
        "token", in: .path, required: true, schema: #"{"type":"string"}"#, "What a one-time link carries")

    /// - Parameter whose: what has the id, as in "The notice's id".
    static func id(of whose: String) -> RouteParameter {
        RouteParameter(
            "id", in: .path, required: true, schema: #"{"type":"string","format":"uuid"}"#, "The \(whose)'s id")
    }
}

extension HubContext {
    /// The station in the path.
    ///
    /// - Throws: `Problem.notFound` when no station can have such a code.
    func stationCode() throws -> StationCode {
        guard let code = parameters.get("code").flatMap({ StationCode(rawValue: $0) }) else { throw Problem.notFound() }
        return code
    }

    /// The order in the path; a station's own numbers may hold anything.
    ///
    /// - Throws: `Problem.notFound`.
    func order() throws -> String {
        guard let order = parameters.get("order").map({ $0.removingPercentEncoding ?? $0 }), !order.isEmpty,
            !order.contains("\0")
        else {
            throw Problem.notFound()
        }
        return order
    }

    /// The id in the path.
    ///
    /// - Throws: `Problem.notFound` when nothing can have such an id.
    func id() throws -> UUID {
        guard let id = parameters.get("id").flatMap(UUID.init(uuidString:)) else { throw Problem.notFound() }
        return id
    }
}
