/// A request as far as a signature can cover it (RFC 9421, section 2).
public struct SignableRequest: Sendable {
    /// In capitals.
    public let method: String
    /// Path and query as they stand on the request line, e.g. `/api/v1/sync/changes?cursor=5`.
    public let target: String
    /// The host and port that the request names; nil when they are not known.
    public let authority: String?
    /// Values of the field lines in their order, by name in lower case.
    private let fields: [String: [String]]

    public init(
        method: String, target: String, authority: String? = nil, fields: some Sequence<(name: String, value: String)>
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        self.fields = Dictionary(fields.map { ($0.name.lowercased(), [$0.value]) }, uniquingKeysWith: +)
    }

    /// The value of a header field: its lines trimmed and joined (RFC 9421, section 2.1); nil when there is none.
    ///
    /// - Parameter name: in lower case.
    public func field(_ name: String) -> String? {
        fields[name]?.map(Self.trimmed).joined(separator: ", ")
    }

    /// What a component identifier without parameters stands for; nil when the request has no such part, or when it can't
    /// stand in a signature base.
    ///
    /// - Parameter name: a derived component such as `@method`, or the name of a header field in lower case.
    func component(_ name: String) -> String? {
        let value: String? =
            switch name {
            case "@method": method
            case "@path": path.isEmpty ? "/" : path
            case "@query": "?" + query
            case "@authority": authority?.lowercased()
            case "@request-target": target
            default: name == name.lowercased() ? field(name) : nil
            }
        guard let value, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else { return nil }
        return value
    }

    private var path: String { String(target.prefix { $0 != "?" }) }

    /// Without its question mark; empty when there is none.
    private var query: String { String(target.drop { $0 != "?" }.dropFirst()) }

    /// Whether the target has a query.
    public var hasQuery: Bool { target.contains("?") }

    private static func trimmed(_ value: String) -> String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let end = value.lastIndex { !isSpace($0) }.map(value.index(after:)) ?? value.startIndex
        return String(value[..<end].drop(while: isSpace))
    }
}
