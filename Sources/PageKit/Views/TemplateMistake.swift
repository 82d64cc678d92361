/// What is wrong with a template, and where.
public struct TemplateMistake: Sendable, Hashable, CustomStringConvertible {
    /// The file's name.
    public let file: String
    /// From 1.
    public let line: Int
    public let text: String

    public var description: String { "\(file):\(line): \(text)" }
}
