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

/// The code of a positioning profile and of the plugin that brings it, e.g. `elderly-guardian`.
public struct ProfileCode: RawRepresentable, Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: String

    /// Returns nil unless the text is 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.
    public init?(rawValue: String) {
        guard
            Code.isValid(rawValue, first: Code.isLowercase, rest: { Code.isLowercase($0) || Code.isDigitOrHyphen($0) }),
            rawValue.utf8.count <= 40
        else { return nil }
        self.rawValue = rawValue
    }

    public var description: String { rawValue }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

enum Code {
    static func isValid(_ text: String, first: (UInt8) -> Bool, rest: (UInt8) -> Bool) -> Bool {
        guard let head = text.utf8.first, first(head) else { return false }
        return text.utf8.dropFirst().allSatisfy(rest)
    }

    static func isUppercase(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    static func isLowercase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func isDigitOrHyphen(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte == 0x2D }
}
