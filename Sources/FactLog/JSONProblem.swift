/// Why bytes are not JSON that the hub can keep.
public enum JSONProblem: String, Error, Sendable {
    case malformed = "malformed_json"
    /// Another member follows behind the value.
    case trailing = "trailing_bytes"
    /// White space outside strings, which the protocol's form excludes.
    case whiteSpace = "white_space"
    case duplicateKey = "duplicate_key"
    /// `\u0000`, which no PostgreSQL text can hold.
    case nullCharacter = "null_character"
    /// Half of a surrogate pair.
    case loneSurrogate = "lone_surrogate"
    case invalidUTF8 = "invalid_utf8"
    /// More than 32 levels.
    case tooDeep = "too_deep"
}
