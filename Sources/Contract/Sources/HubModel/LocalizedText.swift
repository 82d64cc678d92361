/// A text shown to people, in both languages of the user interface.
public struct LocalizedText: Codable, Hashable, Sendable {
    /// Simplified Chinese, shown first.
    public var zh: String
    public var en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The text in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
