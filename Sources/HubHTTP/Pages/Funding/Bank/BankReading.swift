import Funding

/// What is stored of an account.
struct BankReading: Sendable {
    var reconciliation: BankReconciliation?
    var statements: [BankStatement]
    var matches: [BankMatch]
}
