/// The line of an account in a trial balance 科目余额表.
public struct TrialBalanceLine: Hashable, Sendable {
    public var code: String
    public var normalSide: LedgerSide
    /// All that was posted before the month.
    public var openingDebits: Int64
    public var openingCredits: Int64
    /// What was posted in the month.
    public var debits: Int64
    public var credits: Int64

    public init(
        code: String, normalSide: LedgerSide, openingDebits: Int64, openingCredits: Int64, debits: Int64, credits: Int64
    ) {
        self.code = code
        self.normalSide = normalSide
        self.openingDebits = openingDebits
        self.openingCredits = openingCredits
        self.debits = debits
        self.credits = credits
    }

    /// The balance before the month, on the normal side.
    public var opening: Int64 { signed(openingDebits - openingCredits) }
    /// The balance at its end, on the normal side.
    public var closing: Int64 { opening + signed(debits - credits) }

    private func signed(_ amount: Int64) -> Int64 { normalSide == .debit ? amount : -amount }
}
