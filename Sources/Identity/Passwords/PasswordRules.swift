public import Foundation

/// What a new password must be: long, not common, not made of what others know (NIST SP 800-63B, section 5.1.1.2: no
/// composition rules, a blocklist instead).
public struct PasswordRules: Sendable {
    public enum Violation: String, Sendable, Equatable {
        /// Fewer than 10 characters.
        case tooShort
        /// More than 128 characters.
        case tooLong
        /// On the list of common passwords, or one of them with something appended.
        case common
        /// Holds the sign-in name or the display name.
        case containsName
        /// One character again and again, or a run of neighbours such as 1234567890 or qwertyuiop.
        case monotonous
    }

    public static let shortest = 10
    public static let longest = 128

    private let common: Set<String>

    /// - Parameter common: passwords that everybody tries first.
    public init(common: Set<String>) {
        self.common = Set(common.map { $0.lowercased() })
    }

    /// Reads a list, one password a line; lines that begin with `#!` are comments.
    ///
    /// - Throws: when the file can't be read.
    public init(listAt file: URL) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        self.init(
            common: Set(text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.hasPrefix("#!") }))
    }

    /// What is wrong with a password; nil when it may be used.
    public func violation(_ password: String, of profile: AccountProfile) -> Violation? {
        guard password.count >= Self.shortest else { return .tooShort }
        guard password.count <= Self.longest else { return .tooLong }
        let plain = password.precomposedStringWithCompatibilityMapping.lowercased()
        let names = [profile.signInName.text, profile.displayName.lowercased(), profile.phone].filter { $0.count >= 2 }
        if names.contains(where: { plain.contains($0) }) { return .containsName }
        if isMonotonous(plain) { return .monotonous }
        let trimmed = plain.trimmingCharacters(
            in: CharacterSet.decimalDigits.union(.punctuationCharacters).union(.whitespaces))
        let isCommon =
            common.contains(plain) || (trimmed.count >= 4 && common.contains(trimmed))
            || isRepeated(plain)
        return isCommon ? .common : nil
    }

    private static let runs = [
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    ]

    /// Few different characters, or mainly neighbours on keyboard or in the alphabet.
    private func isMonotonous(_ text: String) -> Bool {
        if Set(text).count < 5 { return true }
        let pairs = zip(text, text.dropFirst()).map { String([$0, $1]) }
        let neighbours = pairs.filter { pair in
            Self.runs.contains { $0.contains(pair) || $0.contains(String(pair.reversed())) }
        }
        return neighbours.count * 10 >= pairs.count * 8
    }

    /// A common password written twice or more.
    private func isRepeated(_ text: String) -> Bool {
        (2...4).contains { times in
            guard text.count.isMultiple(of: times) else { return false }
            let part = String(text.prefix(text.count / times))
            return String(repeating: part, count: times) == text && (part.count < 6 || common.contains(part))
        }
    }
}
