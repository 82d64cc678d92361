/// The tokens of one JSON value without white space, as positions in the bytes they were read from.
///
/// One pass finds whether the bytes are well-formed, free of duplicate keys and storable as PostgreSQL text; fields are
/// read from the tokens afterwards without decoding the rest. An instance is reused from fact to fact, so that reading
/// allocates nothing once it has grown.
public struct JSONTokens: Sendable {
    /// What a token is.
    public enum Kind: UInt8, Sendable {
        case object, array, string, number, `true`, `false`, null
    }

    struct Token: Sendable {
        var kind: Kind
        /// The string has a backslash.
        var escaped: Bool
        /// The first byte, after the quotation mark for a string.
        var start: Int32
        /// Behind the last byte, at the quotation mark for a string.
        var end: Int32
        /// The index of the first token that is not part of this one.
        var next: Int32
    }

    var tokens: [Token] = []

    public init() {}

    /// Reads the value that fills `bytes`.
    ///
    /// - Throws: the first ``JSONProblem`` met.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONProblem) {
        let end = try readPrefix(of: bytes)
        guard end == bytes.count else {
            let problem = JSONReader(bytes: bytes, tokens: [], position: end).unexpected
            throw bytes[end] == UInt8(ascii: ",") ? .trailing : problem
        }
    }

    /// Reads the value that `bytes` begin with and returns the position behind it.
    mutating func readPrefix(of bytes: UnsafeBufferPointer<UInt8>) throws(JSONProblem) -> Int {
        tokens.removeAll(keepingCapacity: true)
        guard bytes.count <= Int32.max else { throw .malformed }
        // The array moves into the reader and back, so that it is never copied.
        var reader = JSONReader(bytes: bytes, tokens: tokens, position: 0)
        tokens = []
        defer { tokens = reader.tokens }
        try reader.value(depth: 0)
        return reader.position
    }
}
