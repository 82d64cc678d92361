import HTTPTypes
public import Hummingbird

/// All routes of a program, and the only way to add one.
public struct RouteTable<Context: PageContext>: Sendable {
    public let routes: [Route<Context>]
    private let access: any AccessGuard<Context>

    public init(routes: [Route<Context>], access: some AccessGuard<Context>) {
        self.routes = routes
        self.access = access
    }

    /// Adds the routes to a router, each behind its policy, and an answer for the methods that a path doesn't have.
    public func register(on router: Router<Context>) {
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: access.guarded(route))
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
}
