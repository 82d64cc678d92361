/// Who may use a route. Every route states one; there is no default.
public protocol RoutePolicy: Sendable {
    /// For what says nothing about anybody.
    static var open: Self { get }

    /// In words, for the OpenAPI document.
    var summary: String { get }
    /// The statuses that the policy itself may answer with.
    var problems: [Int] { get }
    /// The name of the security scheme in the OpenAPI document; nil for what anybody may ask.
    var securityScheme: String? { get }
}
