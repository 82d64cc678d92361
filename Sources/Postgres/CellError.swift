/// Why a column does not fit the type asked for. ``Row`` turns it into a ``PostgresError`` that names the column.
public enum CellError: Error, Sendable {
    case null
    case typeMismatch
    case malformed
    case outOfRange
}
