/// What a correction asks for.
public struct CorrectionReading: Sendable {
    public var epoch: Int
    public var seq: Int64
    /// Where the replacement stands in the correction's data; nil withdraws the fact.
    public var replacement: Range<Int>?
}
