public import Foundation

/// A document that the hub owns and the station follows, e.g. its own configuration under the key `station`.
public struct HubDocument: Hashable, Sendable {
    public var key: String
    public var version: String
    /// 64 hexadecimal digits.
    public var digest: String
    /// JSON.
    public var document: Data
    public var appliedAt: Date
}
