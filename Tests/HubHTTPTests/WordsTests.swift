import DistrictConfig
import Foundation
import HubModel
import Testing

@testable import HubHTTP
@testable import PageKit

/// Texts of pages out of words files.
@Suite struct WordsTests {
    private enum Greeting: String, Wording {
        static let section = "greeting"
        static let book = WordBook([])

        case hello, count

        var placeholders: Set<String> { self == .count ? ["n"] : [] }
    }

    private func mistakes(_ yaml: String) throws -> [String] {
        let words = try WordsReader.read(["a.yaml": yaml]).map {
            Word(section: $0.section, key: $0.key, text: $0.text, place: $0.place)
        }
        return WordBook(words).mistakes(for: [Greeting.self])
    }

    private func reading(_ yaml: String) -> [String] {
        do {
            _ = try WordsReader.read(["a.yaml": yaml])
            return []
        } catch let error as ConfigurationMistakes {
            return error.mistakes.map { "\($0.file):\($0.line):\($0.column) \($0.key.rawValue)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test func theShippedWordsAreWhole() throws {
        #expect(HubResources.words.mistakes(for: HubRouteGroups.words) == [])
    }

    /// A word that nobody wrote in one of the languages would show as nothing.
    @Test func noShippedTextIsForgotten() {
        for set in HubRouteGroups.words {
            for key in HubResources.words.keys(of: set.section) {
                let text = HubResources.words.text(key, in: set.section)
                #expect(text.zh.trimmingCharacters(in: .whitespaces) != "", "\(set.section).\(key)")
                // Units and the word before a part stand in Chinese only.
                #expect(text.en != "" || ["figure", "overview"].contains(set.section), "\(set.section).\(key)")
            }
        }
    }

    @Test(arguments: [
        ("greeting:\n  hello: {zh: 你好, en: hello}\n", "a.yaml:2:10: 缺少 greeting.count"),
        ("greeting:\n  hello: {zh: 你好, en: hello}\n  count: {zh: \"{n}\", en: one}\n", "a.yaml:3:10: greeting.count"),
        ("greeting:\n  hello: {zh: \"{who}\", en: \"{who}\"}\n  count: {zh: \"{n}\", en: \"{n}\"}\n", "a.yaml:2:10: "),
        (
            "greeting:\n  hello: {zh: 你好, en: hello}\n  count: {zh: \"{n}\", en: \"{n}\"}\n  bye: {zh: 再见, en: bye}\n",
            "a.yaml:4:8: 没有页面用到 greeting.bye"
        ),
        (
            "greeting:\n  hello: {zh: 你好, en: hello}\n  count: {zh: \"{n}\", en: \"{n}\"}\nother:\n  a: {zh: 甲, en: a}\n",
            "a.yaml:5:6: 没有页面用到 other.a"
        ),
    ])
    func whatCodeAndWordsDisagreeOnHasItsPlace(yaml: String, mistake: String) throws {
        let found = try mistakes(yaml)
        #expect(found.count == 1 && found[0].hasPrefix(mistake), "\(found)")
    }

    @Test(arguments: [
        ("", ["a.yaml:1:1 missing"]),
        ("greeting:\n  hello: {zh: 你好}\n", ["a.yaml:2:10 missing"]),
        ("greeting:\n  hello: {zh: 你好, en: }\n", ["a.yaml:2:19 missing"]),
        ("greeting:\n  hello: {zh: 你好, en: hello, fr: salut}\n", ["a.yaml:2:30 unknown-key"]),
        ("greeting:\n  hello: 你好\n", ["a.yaml:2:10 wrong-type"]),
        (
            "greeting:\n  hello: {zh: 你好, en: hello}\n  hello: {zh: 您好, en: hello}\n",
            ["a.yaml:3:3 duplicate-key"]
        ),
    ])
    func aWordsFileThatCannotBeReadHasItsPlace(yaml: String, expected: [String]) {
        #expect(reading(yaml) == expected)
    }

    @Test func aSectionStandsInOneFile() {
        let text = "greeting:\n  hello: {zh: 你好, en: hello}\n"
        #expect(throws: ConfigurationMistakes.self) { try WordsReader.read(["a.yaml": text, "b.yaml": text]) }
    }

    @Test func aTextMayBeEmptyOnPurpose() throws {
        #expect(try WordsReader.read(["a.yaml": "unit:\n  items: {zh: 条, en: \"\"}\n"])[0].text.en == "")
    }
}
