/// All that is wrong with the texts of pages; none is served before it is put right.
public struct WordMistakes: Error, CustomStringConvertible {
    /// Each with its place.
    public let mistakes: [String]

    public init(_ mistakes: [String]) {
        self.mistakes = mistakes
    }

    public var description: String {
        "页面文字有误 / the texts of the pages have mistakes:\n" + mistakes.joined(separator: "\n")
    }
}
