public import HubModel

/// A plugin that is installed and not loaded. Everything else goes on without it.
public struct RefusedPlugin: Hashable, Sendable {
    /// The name of its folder.
    public var folder: String
    /// What it says to be, signed or not; nil when that can't be told.
    public var id: ProfileCode?
    public var version: String?
    public var reason: PluginRefusal

    public init(folder: String, id: ProfileCode?, version: String?, reason: PluginRefusal) {
        self.folder = folder
        self.id = id
        self.version = version
        self.reason = reason
    }

    /// Both known, or nil.
    public var key: PluginKey? {
        guard let id, let version else { return nil }
        return PluginKey(id: id, version: version)
    }
}
