import Foundation
public import HubModel

/// All texts of a program's pages, read once.
public struct WordBook: Sendable {
    private let sections: [String: [String: Word]]

    /// - Parameter words: each section's key at most once.
    public init(_ words: [Word]) {
        sections = Dictionary(grouping: words, by: \.section).mapValues { words in
            Dictionary(words.map { ($0.key, $0) }) { first, _ in first }
        }
    }

    /// The key itself stands where there is no text; ``mistakes(for:)`` tells before any page is served.
    public func text(_ key: String, in section: String) -> LocalizedText {
        known(key, in: section) ?? LocalizedText(zh: key, en: key)
    }

    public func known(_ key: String, in section: String) -> LocalizedText? { sections[section]?[key]?.text }

    public func keys(of section: String) -> Set<String> { Set((sections[section] ?? [:]).keys) }

    /// What is wrong with the texts for the sections that the program shows: keys without text, texts without key,
    /// placeholders that only one language has or that the code doesn't know. Each with its place, in order.
    public func mistakes(for shown: [any WordSection.Type]) -> [String] {
        var rest = sections
        var mistakes: [String] = []
        for section in shown {
            mistakes += section.mistakes(in: rest.removeValue(forKey: section.section) ?? [:])
        }
        return (mistakes + rest.values.flatMap(\.values).map(\.unused)).sorted()
    }

    /// The names in braces.
    static func placeholders(in text: String) -> Set<String> {
        let parts = text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
        return Set(
            parts.compactMap { part in
                guard let name = part.firstIndex(of: "}").map({ part[..<$0] }) else { return nil }
                return !name.isEmpty && name.allSatisfy { $0.isASCII && $0.isLetter } ? String(name) : nil
            })
    }
}
