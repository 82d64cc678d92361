/// A public Ed25519 key (RFC 8032) whose bundles the district runs.
public struct TrustedPluginKey: Hashable, Sendable {
    /// What signatures call it: at most 40 lower-case letters, digits and hyphens, beginning with a letter.
    public var id: String
    /// 32 bytes.
    public var publicKey: [UInt8]
    /// Whose key it is, for people.
    public var comment: String

    public init(id: String, publicKey: [UInt8], comment: String) {
        self.id = id
        self.publicKey = publicKey
        self.comment = comment
    }

    /// Whether a text has the form of a key's id.
    public static func isID(_ text: String) -> Bool { CodeForm.lowercase.matches(text) }
}
