import Crypto

/// The one-time code with which a station registers its key at the hub: short-lived, told to the station's people by the
/// bureau, by paper or by phone.
///
/// 28 characters of Crockford's base 32 in seven groups: 130 random bits, then two characters that reveal a slip of the
/// tongue or the pen before anything is sent.
public struct EnrolmentCode: Hashable, Sendable {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let randomCharacters = 26
    private static let groupLength = 4

    /// In capitals without hyphens.
    private let characters: String

    /// A new code.
    public init() {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<Self.randomCharacters).map { _ in Self.alphabet[Int.random(in: 0..<32, using: &generator)] }
        characters = String(random) + Self.check(of: String(random))
    }

    /// Reads a code as people write it: in any case, with any hyphens and spaces, O for 0 and I or L for 1.
    ///
    /// Returns nil when it can't be a code, most likely because a character is wrong.
    public init?(text: String) {
        var characters = ""
        for character in text.uppercased() where character != "-" && !character.isWhitespace {
            switch character {
            case "O": characters.append("0")
            case "I", "L": characters.append("1")
            default: characters.append(character)
            }
        }
        let random = String(characters.prefix(Self.randomCharacters))
        guard characters.allSatisfy(Self.alphabet.contains), random.count == Self.randomCharacters,
            characters == random + Self.check(of: random)
        else { return nil }
        self.characters = characters
    }

    /// In groups of four, joined by hyphens.
    public var text: String {
        let all = Array(characters)
        return stride(from: 0, to: all.count, by: Self.groupLength)
            .map { String(all[$0..<min($0 + Self.groupLength, all.count)]) }.joined(separator: "-")
    }

    /// What the hub keeps: SHA-256; a digest without salt suffices for 130 random bits.
    public var digest: FactHash { FactHash(SHA256.hash(data: Array(characters.utf8))) }

    private static func check(of random: String) -> String {
        let digest = Array(SHA256.hash(data: Array(random.utf8)))
        return String([alphabet[Int(digest[0] & 31)], alphabet[Int(digest[1] & 31)]])
    }
}
