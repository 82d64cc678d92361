/// What a resident agrees to, and in which wording (PIPL, articles 14, 15 and 29): what `resident.registered` lists, and the
/// data of `consent.given` and `consent.withdrawn`.
public struct Consent: Codable, Hashable, Sendable {
    /// The code of what the data is used for, such as `screening` or `referral`.
    public var purpose: String
    /// The version of the text that the resident was shown, such as `2026-1`.
    public var textVersion: String

    public init(purpose: String, textVersion: String) {
        self.purpose = purpose
        self.textVersion = textVersion
    }
}
