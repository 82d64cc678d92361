public import HTTPTypes
public import Hummingbird

/// One route: path, policy, request and answers, and the code that serves it.
public struct Route<Context: PageContext>: Sendable {
    public typealias Handler = @Sendable (Request, Context) async throws -> Response

    public var method: HTTPRequest.Method
    /// With parameters in braces: `/stations/{code}`.
    public var path: String
    public var policy: Context.Policy
    public var summary: String
    public var parameters: [RouteParameter]
    public var request: RouteContent?
    /// Bytes of a form at most.
    public var formLimit: Int
    public var answer: RouteContent
    /// Header fields that a sender's signature covers, in lower case, beside those of every request.
    public var signedFields: [String]
    /// The statuses of problem documents that clients must expect beside 500 and 503.
    public var problems: [Int]
    public var handler: Handler

    public init(
        _ method: HTTPRequest.Method, _ path: String, policy: Context.Policy, _ summary: String,
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

    /// Whether it takes JSON.
    public var isJSON: Bool { request?.mediaType == "application/json" }

    /// Method and path, as records name the route.
    public var name: String { "\(method.rawValue) \(path)" }
}
