public import Foundation

/// One key of a station.
public struct StationKeyRow: Equatable, Sendable {
    public let id: String
    public let createdAt: Date
    /// The id of the key in whose place it came; nil when a one-time code registered it.
    public let replaces: String?
    /// Nil while it is valid.
    public let revokedAt: Date?
    /// `replaced` by a new key, or `revoked` by the district.
    public let revokedReason: String?
}
