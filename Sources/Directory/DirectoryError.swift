public import HubModel

/// A rule of the directory that was violated.
public enum DirectoryError: Error, Equatable, Sendable {
    /// No station of the configuration has the code; `known` are those that do, nearest first.
    case unknownStation(code: String)
    /// The station left the configuration.
    case inactiveStation(StationCode)
    /// The credential is not known, or its station is inactive.
    case unknownCredential
    /// The credential was revoked.
    case revokedCredential
}
