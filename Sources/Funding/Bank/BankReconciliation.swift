public import HubModel

/// Bank and books side by side on a day 银行存款余额调节表.
public struct BankReconciliation: Equatable, Sendable {
    public var account: BankAccount
    public var day: CivilDate
    /// The first day that a statement tells of.
    public var since: CivilDate
    /// Before that day; nil when no statement says so, and then both sides count movements from it on.
    public var bankOpeningFen: Int64?
    /// At the end of the day.
    public var bankFen: Int64
    public var booksFen: Int64
    /// What the bank has moved and the books have not 银行已收付、单位未入账.
    public var lines: [BankLine]
    /// What the books have moved and the bank has not 单位已入账、银行未收付.
    public var vouchers: [CashVoucher]

    /// What the bank will stand at when it has caught up.
    public var adjustedBankFen: Int64 { bankFen + vouchers.reduce(0) { $0 + $1.fen } }
    /// What the books will stand at when they have.
    public var adjustedBooksFen: Int64 { booksFen + lines.reduce(0) { $0 + $1.fen } }
    /// Nothing when bank and books agree; otherwise how far they were apart before the first statement.
    public var differenceFen: Int64 { adjustedBankFen - adjustedBooksFen }
}
