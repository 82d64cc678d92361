/// Lives as long as somebody can still read the rows.
final class RowStream: Sendable {}
