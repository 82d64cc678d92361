import Foundation

/// A parameter of an address, or a field of a form that nobody sees.
public struct PageParameter: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    /// As it stands in the query of an address: all but letters, digits and `-._~` in percents (RFC 3986, section 2.3).
    public var inAddress: String {
        "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: Self.unreserved) ?? "")"
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}

extension [PageParameter] {
    /// A path with these in its query.
    public func address(_ path: String) -> String {
        isEmpty ? path : path + (path.contains("?") ? "&" : "?") + map(\.inAddress).joined(separator: "&")
    }
}
