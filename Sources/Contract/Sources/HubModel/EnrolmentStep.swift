/// One step in the life of an enrolment in a service package.
public struct EnrolmentStep: Codable, Hashable, Sendable {
    /// The enrolment's id.
    public var enrolment: String
    public var package: String
    /// The item that is due or was done.
    public var item: String?
    /// The day the item is due, `YYYY-MM-DD` in the district's time zone.
    public var due: String?
    /// Why the enrolment ended.
    public var reason: String?
    /// The plugin, and the version of it, that the enrolment begins under and keeps; on the first step alone.
    public var plugin: PluginReference?

    public init(
        enrolment: String, package: String, item: String? = nil, due: String? = nil, reason: String? = nil,
        plugin: PluginReference? = nil
    ) {
        self.plugin = plugin
        self.enrolment = enrolment
        self.package = package
        self.item = item
        self.due = due
        self.reason = reason
    }
}
