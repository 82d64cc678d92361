/// Lets requests through to a route as its policy says.
public protocol AccessGuard<Context>: Sendable {
    associatedtype Context: PageContext

    /// The route's handler behind its policy.
    func guarded(_ route: Route<Context>) -> Route<Context>.Handler
}
