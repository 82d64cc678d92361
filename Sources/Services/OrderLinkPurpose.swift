/// What a resident may do with a link.
public enum OrderLinkPurpose: String, Sendable {
    /// Order one thing.
    case place
    /// Say whether a service was received.
    case verify
}
