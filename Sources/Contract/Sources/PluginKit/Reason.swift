public import HubModel

/// Why a plugin decided as it did, in words for people; every answer carries its reasons.
public struct Reason: Codable, Hashable, Sendable {
    /// Stable and without anything about a person, e.g. `age-below-minimum`.
    public var code: String
    public var text: LocalizedText

    public init(_ code: String, zh: String, en: String) {
        self.code = code
        text = LocalizedText(zh: zh, en: en)
    }
}
