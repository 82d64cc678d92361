/// What a resident said.
public enum OrderLinkOutcome: String, Sendable {
    /// It was ordered, or received.
    case confirmed
    /// It was not received.
    case denied
}
