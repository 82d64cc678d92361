/// One line of an entry set 分录: a side, an account, and the sum of base amounts that goes there.
public struct PostingLine: Codable, Hashable, Sendable {
    public var side: EntrySide
    /// The code of an account without details of its own.
    public var account: String
    /// Base amounts of the event; at least one.
    public var amounts: [String]

    public init(side: EntrySide, account: String, amounts: [String]) {
        self.side = side
        self.account = account
        self.amounts = amounts
    }
}
