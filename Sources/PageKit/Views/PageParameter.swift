/// A parameter of an address, or a field of a form that nobody sees.
public struct PageParameter: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
