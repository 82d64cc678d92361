/// What the server says a statement did, such as `INSERT 0 5`.
public struct CommandTag: Sendable, Hashable, CustomStringConvertible {
    public let text: String

    /// How many rows were inserted, changed, deleted, read or copied; 0 for a statement without rows.
    public var rows: Int {
        guard let last = text.split(separator: " ").last else { return 0 }
        return Int(last) ?? 0
    }

    public var description: String { text }
}
