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
