/// Why a CSV file can't be read on.
public struct CSVError: Error, Hashable, Sendable {
    public enum Reason: String, Sendable {
        /// The file ends inside quotation marks.
        case unclosedQuote
        /// Something other than a comma or a line's end follows a closing quotation mark, or a quotation mark stands
        /// inside a field without them.
        case strayQuote
        case notUTF8
        /// A record has more bytes than ``CSVReader/recordBytes``.
        case tooLong
    }

    /// The line on which the record begins, from 1.
    public var line: Int
    public var reason: Reason
}
