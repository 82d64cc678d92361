public import HubModel

/// One step of an enrolment as a fact tells it.
public struct EnrolmentReading: Equatable, Sendable {
    public var enrolment: String
    public var step: EnrolmentStepKind
    public var package: String
    /// The item that was done, of a step that says so.
    public var item: String?
    /// The plugin, and the version of it, that the enrolment began under; nil where the station did not say.
    public var plugin: PluginReference?
}
