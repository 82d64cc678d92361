public import HubModel

/// A fact that is about to be born at the hub.
public struct HubFact: Sendable {
    public var kind: FactKind
    /// The data bytes: compact JSON, as ``FactComposer`` writes it.
    public var data: [UInt8]
    /// `staff:<account>` or `resident-link:<link>`.
    public var actor: String
    /// The resident it is about.
    public var subject: ResidentID?

    public init(kind: FactKind, data: [UInt8], actor: String, subject: ResidentID?) {
        self.kind = kind
        self.data = data
        self.actor = actor
        self.subject = subject
    }
}
