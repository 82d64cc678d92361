/// Compares the debits of an entry set with its credits, base amount by base amount, so that the set balances for
/// whatever the amounts will be 有借必有贷，借贷必相等.
struct PostingBalance {
    /// A transfer for each base amount that stands once on either side.
    private(set) var pairs: [PostingPair] = []
    /// Base amounts that one side has more often than the other, in the order in which they occur.
    private(set) var unbalanced: [String] = []
    /// Base amounts that both sides have several times: whose debit answers whose credit is open.
    private(set) var ambiguous: [String] = []

    init(_ lines: [PostingLine]) {
        let debits = Self.occurrences(.debit, in: lines)
        let credits = Self.occurrences(.credit, in: lines)
        var seen: Set<String> = []
        for amount in (debits + credits).map(\.amount) where seen.insert(amount).inserted {
            let debit = debits.filter { $0.amount == amount }
            let credit = credits.filter { $0.amount == amount }
            if debit.count != credit.count {
                unbalanced.append(amount)
            } else if debit.count > 1 {
                ambiguous.append(amount)
            } else {
                pairs.append(PostingPair(debit: debit[0].account, credit: credit[0].account, amount: amount))
            }
        }
    }

    private static func occurrences(_ side: EntrySide, in lines: [PostingLine]) -> [(amount: String, account: String)] {
        lines.filter { $0.side == side }.flatMap { line in line.amounts.map { ($0, line.account) } }
    }
}
