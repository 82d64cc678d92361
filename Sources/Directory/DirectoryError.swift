public import Foundation
public import HubModel

/// A rule of the directory that was violated.
public enum DirectoryError: Error, Equatable, Sendable {
    /// No station of the configuration has the code.
    case unknownStation(code: String)
    /// The station left the configuration.
    case inactiveStation(StationCode)
    /// No key has the id, or its station is inactive.
    case unknownKey
    /// The key was revoked or replaced.
    case revokedKey
    /// The request has no signature that can be verified; the reason names what is wrong.
    case badSignature(reason: String)
    /// The key is another station's, or the one-time code is.
    case wrongStation
    /// The key is registered already, and not by this request.
    case keyInUse
    /// No one-time code is like that.
    case unknownEnrolment
    /// Another key was registered with the code.
    case usedEnrolment(at: Date)
    case expiredEnrolment(at: Date)
    /// A later code took its place.
    case voidEnrolment
}
