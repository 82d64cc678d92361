public import HubModel

/// An outreach whose occasion has come, and whether it may be made now.
public struct OutreachDecision: Codable, Hashable, Sendable {
    /// The rule's code.
    public var rule: String
    public var message: LocalizedText
    public var isDue: Bool
    /// Why it is due, or what holds it back.
    public var reasons: [Reason]
}
