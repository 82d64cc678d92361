import HubModel

/// A set of texts that pages show, in both languages; templates name them by their raw value.
protocol Wording: CaseIterable, RawRepresentable<String>, Sendable {
    var text: LocalizedText { get }
}

extension Wording {
    func callAsFunction(_ language: Language) -> String { text[language] }

    /// All texts of the set in one language, for a template.
    static func words(in language: Language) -> [String: String] {
        Dictionary(allCases.map { ($0.rawValue, $0.text[language]) }, uniquingKeysWith: { first, _ in first })
    }
}

extension LocalizedText {
    init(_ zh: String, _ en: String) {
        self.init(zh: zh, en: en)
    }
}
