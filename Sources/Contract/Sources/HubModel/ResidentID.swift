public import Foundation

/// The random id of a resident, made at the station and used in all facts; says nothing about the person.
public struct ResidentID: RawRepresentable, Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: UUID

    public init(rawValue: UUID) { self.rawValue = rawValue }

    /// A new random id (version 4, so that it doesn't tell when the resident first came).
    public init() { rawValue = UUID() }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public var description: String { rawValue.uuidString.lowercased() }
}

extension UUID {
    /// A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix time in milliseconds, then random bits.
    public init(version7At time: Date) {
        var bytes = UUID().uuid
        let milliseconds = UInt64(max(0, time.timeIntervalSince1970 * 1000))
        bytes.0 = UInt8(truncatingIfNeeded: milliseconds >> 40)
        bytes.1 = UInt8(truncatingIfNeeded: milliseconds >> 32)
        bytes.2 = UInt8(truncatingIfNeeded: milliseconds >> 24)
        bytes.3 = UInt8(truncatingIfNeeded: milliseconds >> 16)
        bytes.4 = UInt8(truncatingIfNeeded: milliseconds >> 8)
        bytes.5 = UInt8(truncatingIfNeeded: milliseconds)
        bytes.6 = 0x70 | (bytes.6 & 0x0F)
        self.init(uuid: bytes)
    }

    /// The version number in the seventh byte, 7 for the ids of facts.
    public var version: UInt8 { uuid.6 >> 4 }
}
