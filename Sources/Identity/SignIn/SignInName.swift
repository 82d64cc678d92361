import Foundation

/// The name that a person types to sign in.
///
/// Compared after Unicode compatibility composition and lower-casing, so that a full-width or capital letter makes no
/// other name.
public struct SignInName: Codable, Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Returns nil unless it is 3 to 64 letters, digits and `. _ - @ +`.
    public init?(_ typed: String) {
        let normal = typed.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCompatibilityMapping
            .lowercased()
        guard (3...64).contains(normal.count),
            normal.unicodeScalars.allSatisfy({
                $0.properties.isAlphabetic || $0.isDigit || "._-@+".contains(Character($0))
            })
        else { return nil }
        text = normal
    }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let name = SignInName(text) else { throw IdentityError.invalidName }
        self = name
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var description: String { text }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { properties.generalCategory == .decimalNumber }
}
