/// A column of a ``Worksheet``.
public struct Column: Equatable, Sendable {
    /// How a totals row adds a column up.
    public enum Total: Sendable {
        case count, money
    }

    public var title: String
    /// In widths of a digit, at most 255; nil fits the content, between 8 and 60.
    public var width: Double?
    /// Nil leaves the column's cell of the totals row empty.
    public var total: Total?

    public init(_ title: String, width: Double? = nil, total: Total? = nil) {
        self.title = title
        self.width = width
        self.total = total
    }
}
