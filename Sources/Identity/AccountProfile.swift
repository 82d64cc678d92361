import Foundation

/// What an account holds about its person: sealed at rest, shown to whoever administers the account.
public struct AccountProfile: Codable, Hashable, Sendable {
    /// The name that the person types to sign in, normalized.
    public let signInName: SignInName
    /// How the person is called on pages, e.g. 李伟.
    public let displayName: String
    /// Digits with an optional plus sign; empty when unknown.
    public let phone: String

    /// - Throws: `IdentityError.invalidName` or `invalidProfile`.
    public init(signInName: String, displayName: String, phone: String = "") throws {
        guard let name = SignInName(signInName) else { throw IdentityError.invalidName }
        let shown = displayName.trimmingCharacters(in: .whitespacesAndNewlines)
        let digits = phone.filter { !" -".contains($0) }
        guard (1...60).contains(shown.count), !shown.unicodeScalars.contains(where: { $0.properties.isControl }),
            digits.isEmpty || digits.wholeMatch(of: /\+?[0-9]{5,15}/) != nil
        else { throw IdentityError.invalidProfile }
        self.signInName = name
        self.displayName = shown
        self.phone = digits
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control }
}

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
