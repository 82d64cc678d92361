/// A parameter in the path, the query or a header.
public struct RouteParameter: Sendable {
    public enum Place: String, Sendable {
        case path, query, header
    }

    public var name: String
    public var place: Place
    public var isRequired: Bool
    /// JSON Schema as text.
    public var schema: String
    public var summary: String

    public init(_ name: String, in place: Place, required: Bool = false, schema: String, _ summary: String) {
        self.name = name
        self.place = place
        isRequired = required
        self.schema = schema
        self.summary = summary
    }
}
