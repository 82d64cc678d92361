extension Sequence<Int64> {
    /// The sum of amounts in fen.
    ///
    /// - Throws: ``FundingError/amountTooLarge`` when no amount can be that large.
    func total() throws(FundingError) -> Int64 {
        var total: Int64 = 0
        for amount in self {
            let (sum, overflows) = total.addingReportingOverflow(amount)
            guard !overflows else { throw .amountTooLarge }
            total = sum
        }
        return total
    }
}
