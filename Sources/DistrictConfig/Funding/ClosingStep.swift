/// A step of the year-end close 年末结转: empties accounts into another one, in the order of the rule.
public struct ClosingStep: Codable, Hashable, Sendable {
    public var book: FundingBook
    /// Accounts without details, by code.
    public var from: [String]
    public var into: String
    /// Nil takes all entries, whatever paid for them.
    public var funds: ClosingFunds?

    public init(book: FundingBook, from: [String], into: String, funds: ClosingFunds? = nil) {
        self.book = book
        self.from = from
        self.into = into
        self.funds = funds
    }
}
