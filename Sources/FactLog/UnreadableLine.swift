/// A line that can't be read, so that its batch is refused.
public struct UnreadableLine: Error, Equatable, Sendable {
    public enum Reason: String, Sendable {
        case envelope, header, salt, hash, tooLong
    }

    public var reason: Reason
    /// What was expected, without anything of the line's content.
    public var detail: String

    init(_ reason: Reason, _ detail: String) {
        self.reason = reason
        self.detail = detail
    }
}
