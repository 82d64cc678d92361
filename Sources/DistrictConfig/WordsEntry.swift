public import HubModel

/// A text of a words file.
public struct WordsEntry: Hashable, Sendable {
    public let section: String
    public let key: String
    public let text: LocalizedText
    /// Where it stands: file, line and column.
    public let place: String
}
