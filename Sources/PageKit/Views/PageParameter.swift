import HubModel

/// A parameter of an address, or a field of a form that nobody sees.
public struct PageParameter: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// As it stands in the query of an address.
    public var inAddress: String { "\(name)=\(PercentEncoding.text(of: value))" }
}

extension [PageParameter] {
    /// A path with these in its query.
    public func address(_ path: String) -> String {
        isEmpty ? path : path + (path.contains("?") ? "&" : "?") + map(\.inAddress).joined(separator: "&")
    }
}
