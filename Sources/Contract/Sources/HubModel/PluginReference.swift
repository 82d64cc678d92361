/// Which plugin decided, in which version.
public struct PluginReference: Codable, Hashable, Sendable {
    public var id: String
    public var version: String

    public init(id: String, version: String) {
        self.id = id
        self.version = version
    }
}
