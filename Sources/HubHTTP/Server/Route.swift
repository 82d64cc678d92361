public import HTTPTypes
import HubModel
public import Hummingbird
public import PageKit
import Protection

/// One route: path, policy, request and answers, and the code that serves it.
public struct Route: Sendable {
    public typealias Handler = @Sendable (Request, HubContext) async throws -> Response

    public var method: HTTPRequest.Method
    /// With parameters in braces: `/stations/{code}`.
    public var path: String
    public var policy: RoutePolicy
    public var summary: String
    public var parameters: [RouteParameter]
    public var request: RouteContent?
    /// Bytes of a form at most.
    public var formLimit: Int
    public var answer: RouteContent
    /// Header fields that a station's signature covers, in lower case, beside those of every request.
    public var signedFields: [String]
    /// The statuses of problem documents that clients must expect beside 500 and 503.
    public var problems: [Int]
    public var handler: Handler

    public init(
        _ method: HTTPRequest.Method, _ path: String, policy: RoutePolicy, _ summary: String,
        parameters: [RouteParameter] = [], request: RouteContent? = nil, answer: RouteContent,
        signedFields: [String] = [], problems: [Int] = [], formLimit: Int = FormFields.limit,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.policy = policy
        self.summary = summary
        self.parameters = parameters
        self.request = request
        self.answer = answer
        self.signedFields = signedFields
        self.problems = problems
        self.formLimit = formLimit
        self.handler = handler
    }
}

extension Route {
    /// Whether it takes JSON.
    var isJSON: Bool { request?.mediaType == "application/json" }

    /// Method and path, as the audit trail names the route.
    var name: String { "\(method.rawValue) \(path)" }

    /// What the audit trail says that the route is about, by the last fixed word of its path; `route` when it has no word
    /// for it.
    var entity: AuditEvent.Entity.Kind {
        path.split(separator: "/").last { !$0.hasPrefix("{") }.flatMap { .init(rawValue: String($0)) } ?? .route
    }
}
