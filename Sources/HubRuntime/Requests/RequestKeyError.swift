public enum RequestKeyError: Error, Equatable, Sendable {
    /// The key was used for something else.
    case otherRequest
    /// It was answered in the meantime; nothing was done.
    case answered
}
