/// One record of a CSV file.
public struct CSVRecord: Hashable, Sendable {
    /// The line of the file on which it begins, from 1.
    public var line: Int
    public var fields: [String]
}
