/// The short stable code of a station, the tenant of all its facts, e.g. `S07`.
///
/// A capital letter followed by up to 15 capital letters, digits or hyphens. Codes are never renamed, only aliased.
public struct StationCode: RawRepresentable, Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Returns nil when the text is not a station code.
    public init?(rawValue: String) {
        guard
            Code.isValid(rawValue, first: Code.isUppercase, rest: { Code.isUppercase($0) || Code.isDigitOrHyphen($0) }),
            rawValue.utf8.count <= 16
        else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
