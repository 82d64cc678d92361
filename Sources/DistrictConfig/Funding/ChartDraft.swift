/// What rules are checked against; a book whose accounts could not all be read has no codes.
struct ChartDraft {
    var codes: [FundingBook: Declarations] = [:]
    /// Without those that could not be read.
    var accounts: [FundingAccount] = []

    func account(_ code: String, in book: FundingBook) -> FundingAccount? {
        accounts.first { $0.code == code && $0.book == book }
    }

    /// The book in which the code is declared.
    func book(of code: String) -> FundingBook? {
        FundingBook.allCases.first { codes[$0]?.contains(code) == true }
    }
}
