public import HubModel

/// An account's row of a trial balance 科目余额表, in fen.
public struct TrialBalanceRow: Equatable, Sendable {
    public let accountCode: String
    public let title: LocalizedText
    /// The account whose row contains this one; nil at the top.
    public let parentCode: String?
    /// Before the period; debit is positive.
    public let openingFen: Int128
    /// What the period's entries say on each side; red letters are taken off their side.
    public let periodDebitFen: Int128
    public let periodCreditFen: Int128
    /// From the first of January of the period's last day to that day 本年累计.
    public let yearDebitFen: Int128
    public let yearCreditFen: Int128

    public init(
        accountCode: String, title: LocalizedText, parentCode: String? = nil, openingFen: some BinaryInteger,
        periodDebitFen: some BinaryInteger, periodCreditFen: some BinaryInteger, yearDebitFen: some BinaryInteger,
        yearCreditFen: some BinaryInteger
    ) {
        self.accountCode = accountCode
        self.title = title
        self.parentCode = parentCode
        self.openingFen = Int128(clamping: openingFen)
        self.periodDebitFen = Int128(clamping: periodDebitFen)
        self.periodCreditFen = Int128(clamping: periodCreditFen)
        self.yearDebitFen = Int128(clamping: yearDebitFen)
        self.yearCreditFen = Int128(clamping: yearCreditFen)
    }

    /// After the period; debit is positive.
    public var closingFen: Int128 { openingFen + periodDebitFen - periodCreditFen }
}
