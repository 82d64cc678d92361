public import HubModel

/// One fact as it stands on the wire: the header read, the rest as positions in the batch's bytes.
///
/// Form: `{"header":{…},"salt":"…","data":{…},"hash":"…"}`, members in this order, no white space outside strings.
public struct FactLine: Sendable {
    public var header: FactHeader
    /// Why the fact can't be used although its header was read; it still keeps its place in the chain.
    public var headerProblem: HeaderProblem?
    /// The header bytes, braces included.
    public var headerRange: Range<Int>
    public var saltRange: Range<Int>
    /// The 16 bytes that `saltRange` encodes.
    public var salt: [UInt8]
    /// The data bytes; nothing is known of them yet.
    public var dataRange: Range<Int>
    /// The hash that the line claims.
    public var hash: FactHash

    /// What a readable header can have wrong.
    public enum HeaderProblem: String, Sendable {
        case impossibleDate = "impossible_date"
        case invalidActor = "invalid_actor"
    }
}
