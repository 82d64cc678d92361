/// Every mistake found in one reading, sorted by file, line and column.
public struct ConfigurationMistakes: Error, Hashable, Sendable {
    public let mistakes: [ConfigurationMistake]

    public init(_ mistakes: [ConfigurationMistake]) {
        self.mistakes = Set(mistakes).sorted()
    }
}
