/// The short stable code of a partner hospital, e.g. `H02`. Same form as a station's.
public struct HospitalCode: RawRepresentable, Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Returns nil when the text is not a hospital code.
    public init?(rawValue: String) {
        guard StationCode(rawValue: rawValue) != nil else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
