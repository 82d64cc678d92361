/// Why a link or code of a resident is of no use.
public enum OrderLinkError: Error, Equatable, Sendable {
    /// There is none, or it was used, replaced or is too old: whoever holds one is told the same in all cases but these.
    case unknown
    case used
    case expired
    /// A later one took its place.
    case replaced
    /// The code is wrong, or can't be tried any more.
    case wrongCode
}
