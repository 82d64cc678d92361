/// Why a resident is not linked.
public enum LinkageError: Error, Equatable, Sendable {
    /// Not 18 characters, an impossible date, or a wrong check digit. The number itself is not part of the error.
    case invalidIDNumber
    /// The person asked to be erased.
    case erased
}
