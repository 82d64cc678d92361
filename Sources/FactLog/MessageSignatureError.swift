/// Why a request has no signature that can be verified.
public enum MessageSignatureError: Error, Equatable, Sendable {
    /// The header field is missing.
    case missing(String)
    /// The header field can't be read, or has nothing under the label.
    case unreadable(String)
    /// The signature parameter is missing or has another value than the protocol's.
    case parameter(String)
    /// The component must be covered and is not.
    case uncovered(String)
    /// The component is covered twice.
    case duplicate(String)
    /// The component is covered and the request has no such part.
    case unresolvable(String)
}
