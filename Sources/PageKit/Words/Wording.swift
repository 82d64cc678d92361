public import HubModel

/// Keys of texts that pages show. The texts stand in a words file, Chinese and English side by side; templates name them
/// by their raw value.
///
/// A set of codes, such as the states of a claim, is one too, so that each code has one word wherever it is shown.
public protocol Wording: WordSection, CaseIterable, RawRepresentable where RawValue == String {
    /// The names in braces that the code puts values in for, such as `n` for `{n}`; both languages hold each of them.
    var placeholders: Set<String> { get }
}

extension Wording {
    public var placeholders: Set<String> { [] }

    public var text: LocalizedText { Self.book.text(rawValue, in: Self.section) }

    public func callAsFunction(_ language: Language) -> String { text[language] }

    /// The word of a code, or the code itself when it is none of these.
    public static func text(of code: String, _ language: Language) -> String {
        Self(rawValue: code)?(language) ?? code
    }

    public static func mistakes(in words: [String: Word]) -> [String] {
        var rest = words
        let found = allCases.compactMap { key -> String? in
            guard let word = rest.removeValue(forKey: key.rawValue) else {
                return "\(words.values.map(\.place).min() ?? section): "
                    + "缺少 \(section).\(key.rawValue) 的文字 / \(section).\(key.rawValue) has no text"
            }
            let names = [word.text.zh, word.text.en].map(WordBook.placeholders)
            guard names.contains(where: { $0 != key.placeholders }) else { return nil }
            let expected = key.placeholders.sorted().map { "{\($0)}" }.joined(separator: " ")
            return "\(word.place): \(section).\(key.rawValue) 的占位符应为：\(expected) / "
                + "the placeholders of \(section).\(key.rawValue) are: \(expected)"
        }
        return found + rest.values.map(\.unused)
    }
}
