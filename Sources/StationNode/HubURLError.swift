/// A hub's address that can't be used.
public struct HubURLError: Error, Hashable, Sendable {
    public var url: String
}
