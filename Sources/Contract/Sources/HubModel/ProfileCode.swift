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
