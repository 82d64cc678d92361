/// A section of the words file.
public protocol WordSection: Sendable {
    /// Where the texts come from.
    static var book: WordBook { get }
    /// The section's name.
    static var section: String { get }

    /// What is wrong with the section's texts, each with its place.
    static func mistakes(in words: [String: Word]) -> [String]
}
