/// The accounts that an entity has, by book and code.
public struct ChartOfAccounts: Hashable, Sendable {
    private struct Key: Hashable {
        var book: FundingBook
        var code: String
    }

    private let byKey: [Key: FundingAccount]

    /// - Parameter accounts: codes are unique in their book; of two with the same code the last one counts.
    public init(_ accounts: [FundingAccount]) {
        byKey = Dictionary(accounts.map { (Key(book: $0.book, code: $0.code), $0) }) { _, last in last }
    }

    /// All accounts of a book, by code.
    public func accounts(in book: FundingBook) -> [FundingAccount] {
        byKey.values.filter { $0.book == book }.sorted { $0.code < $1.code }
    }

    /// The account, or nil when the entity has none with that code.
    public func account(_ code: String, in book: FundingBook) -> FundingAccount? {
        byKey[Key(book: book, code: code)]
    }

    /// The accounts at the ends of the tree below an account, itself when it has no details; by code.
    public func details(of code: String, in book: FundingBook) -> [FundingAccount] {
        let below = accounts(in: book).filter { $0.parent == code }
        guard below.isEmpty else { return below.flatMap { details(of: $0.code, in: book) } }
        return account(code, in: book).map { [$0] } ?? []
    }
}
