public import Foundation

/// The id of a fact: a UUID of version 7 (RFC 9562), created by whoever records the fact.
public struct FactID: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UUID

    public init(rawValue: UUID) { self.rawValue = rawValue }

    /// A new id that carries the time in milliseconds and 74 random bits.
    public init(at time: Date) { rawValue = UUID(version7At: time) }

    /// Lower-case hexadecimal with hyphens, as it stands on the wire.
    public var description: String { rawValue.uuidString.lowercased() }
}
