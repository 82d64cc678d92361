/// Why a subject's key can't be used.
public enum SubjectKeyError: Error, Equatable, Sendable {
    /// The stored key was changed, or moved from another row.
    case unreadable
    /// `SubjectKeys.load` was not called for the subject.
    case notLookedUp
}
