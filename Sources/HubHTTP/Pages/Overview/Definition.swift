import HubModel
import PageKit

/// What a figure means, for the list at the end of the page.
struct Definition: Sendable {
    let term: String
    let text: String

    static func all(in language: Language) -> [Definition] {
        TermWords.allCases.map { Definition(term: $0(language), text: DefinitionWords.text(of: $0)[language]) }
    }

    /// How small counts are shown.
    static func notes(limit: Int, _ language: Language) -> [String] {
        [
            FrameWords.smallCellsNote(language).split(separator: "{n}", omittingEmptySubsequences: false)
                .joined(separator: String(limit)),
            FrameWords.withheldNote(language), FrameWords.disclaimer(language),
        ]
    }
}
