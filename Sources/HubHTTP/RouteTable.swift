import Directory
import HTTPTypes
import Hummingbird

/// All routes of the hub, and the only way to add one.
public struct RouteTable: Sendable {
    public let routes: [Route]
    private let authenticate: AuthenticateStation

    init(routes: [Route], authenticate: AuthenticateStation) {
        self.routes = routes
        self.authenticate = authenticate
    }

    /// Adds the routes to a router, each behind its policy, and an answer for the methods that a path doesn't have.
    func register(on router: Router<HubContext>) {
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: guarded(route))
        }
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete]
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            // The router answers HEAD wherever there is a GET.
            let allowed = routes.map(\.method) + (routes.contains { $0.method == .get } ? [.head] : [])
            let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in methods where !allowed.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem(
                        .methodNotAllowed, "method_not_allowed", zh: "该地址不支持此操作",
                        en: "This address does not take that method",
                        headers: [.allow: allow])
                }
            }
        }
    }

    private func guarded(_ route: Route) -> Route.Handler {
        switch route.policy {
        case .open: return route.handler
        case .bureau:
            return { request, context in
                guard LoopbackHost.isNamed(by: request.head.authority) else { throw Problem.notFound() }
                return try await route.handler(request, context)
            }
        case .station:
            let authenticate = authenticate
            return { request, context in
                guard let authorization = request.headers[.authorization],
                    let credential = StationCredential(authorization: authorization)
                else { throw DirectoryError.unknownCredential }
                var context = context
                context.station = try await authenticate(credential)
                return try await route.handler(request, context)
            }
        }
    }
}

/// The names under which a browser on the same machine reaches the hub.
///
/// A server that listens on the loopback interface only can still be asked by a page from elsewhere whose name was made
/// to point at it (DNS rebinding); such a request carries the other name.
enum LoopbackHost {
    static func isNamed(by authority: String?) -> Bool {
        guard let authority else { return false }
        let name = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["127.0.0.1", "localhost", "[::1]"].contains(String(name).lowercased())
    }
}
