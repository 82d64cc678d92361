/// Why the schema is not brought up to date, and what to do about it.
public enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    case badName(String)
    case duplicate(String, String)
    case gap(expected: Int, found: String)
    /// A file was changed after it had been applied.
    case changed(file: String)
    /// A file was applied and is gone.
    case missing(version: Int, name: String)
    /// Files that the database has not seen yet.
    case pending([String])
    /// A file begins or ends a transaction itself.
    case transactionControl(file: String, line: Int)
    /// A statement failed. `message` is the server's.
    case statementFailed(file: String, line: Int, sqlState: String, message: String)

    public var description: String {
        switch self {
        case .badName(let file):
            "migration \(file) is not named like 0001_name.sql; rename it"
        case .duplicate(let first, let second):
            "migrations \(first) and \(second) have the same number; give the newer one the next free number"
        case .gap(let expected, let found):
            "migration number \(expected) is missing before \(found); add it or renumber the files without gaps"
        case .changed(let file):
            "migration \(file) was changed after it had been applied; restore it and put the change in a new file"
        case .missing(let version, let name):
            "migration \(version) (\(name)) was applied to this database and its file is gone; restore the file, or use the "
                + "program's version that belongs to this database"
        case .pending(let files):
            "the database lacks \(files.joined(separator: ", ")); run the migration first"
        case .transactionControl(let file, let line):
            "\(file):\(line): each migration runs in a transaction of its own; take BEGIN, COMMIT and ROLLBACK out"
        case .statementFailed(let file, let line, let sqlState, let message):
            "\(file):\(line): \(message) (SQLSTATE \(sqlState)); nothing of this file was applied, correct it and run again"
        }
    }
}
