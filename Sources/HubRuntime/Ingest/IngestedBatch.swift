/// What became of a batch that was taken.
public struct IngestedBatch: Sendable {
    /// The bytes of the receipt, the same each time the identical batch comes.
    public var receipt: [UInt8]
    /// How many facts it brought this time; 0 when all of them were there already.
    public var added: Int
}
