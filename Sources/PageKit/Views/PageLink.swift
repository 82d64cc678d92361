/// A link with its text.
public struct PageLink: Sendable {
    public let text: String
    public let address: String

    public init(text: String, address: String) {
        self.text = text
        self.address = address
    }
}
