public import DistrictConfig
public import HubModel

/// A book's trial balance 科目余额表 at the end of a month.
public struct BookBalance: Equatable, Sendable {
    public var book: FundingBook
    /// Its first day.
    public var month: CivilDate
    /// Accounts that were ever used, each detail below the account that contains it; by code.
    public var rows: [TrialBalanceRow]

    public var period: ClosedRange<CivilDate> {
        month...(month.adding(months: 1)?.adding(days: -1) ?? month)
    }

    /// Debits less credits of all accounts, which is nothing.
    public var differenceFen: Int128 {
        rows.filter { $0.parentCode == nil }.reduce(0) { $0 + $1.closingFen }
    }
}
