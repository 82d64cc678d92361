/// The transfer of one base amount between two accounts of a book.
public struct PostingPair: Codable, Hashable, Sendable {
    public var debit: String
    public var credit: String
    public var amount: String

    public init(debit: String, credit: String, amount: String) {
        self.debit = debit
        self.credit = credit
        self.amount = amount
    }
}
