/// What a route takes or gives, in words for the OpenAPI document.
public struct RouteContent: Sendable {
    public var mediaType: String
    /// JSON Schema as text; nil for content that is not JSON.
    public var schema: String?

    public init(_ mediaType: String, schema: String? = nil) {
        self.mediaType = mediaType
        self.schema = schema
    }

    public static func json(_ schema: String = #"{"type":"object"}"#) -> RouteContent {
        RouteContent("application/json", schema: schema)
    }

    /// JSON of a type that encodes its stored properties under their own names.
    public static func json(of type: any Encodable.Type) -> RouteContent { json(JSONSchema.text(of: type)) }

    public static let page = RouteContent("text/html")
}
