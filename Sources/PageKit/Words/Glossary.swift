public import HubModel

/// Texts for codes that nothing lists, such as the reasons that plugins give: the words file holds those that are known.
public protocol Glossary: WordSection {}

extension Glossary {
    /// The text of a code, or the code itself when there is none.
    public static func text(of code: String, _ language: Language) -> String { known(code)?[language] ?? code }

    public static func known(_ code: String) -> LocalizedText? { book.known(code, in: section) }

    /// The codes that have a text.
    public static var codes: Set<String> { book.keys(of: section) }

    public static func mistakes(in words: [String: Word]) -> [String] {
        words.isEmpty ? ["\(section): 缺少文字 / there are no texts"] : []
    }
}
