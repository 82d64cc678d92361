/// A rule of break-glass access that was violated.
public enum EmergencyAccessError: Error, Equatable, Sendable {
    /// 10 to 500 characters.
    case invalidReason
    /// 1 to 4 whole hours.
    case invalidDuration
    /// The hub holds nothing of such a resident at the station.
    case unknownResident
    /// Not there, another person's, given back or over.
    case notOpen
    /// Somebody else has to see the notice.
    case ownAccess
}
