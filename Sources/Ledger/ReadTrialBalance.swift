public import HubModel
public import Postgres

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

/// Reads how the accounts of a ledger stood at the end of a month, from what they stood at when months began and never from the transfers.
public struct ReadTrialBalance: Sendable {
    public init() {}

    /// - Parameter month: any day of it.
    public func callAsFunction(
        of ledger: String, month: CivilDate, on connection: isolated Connection
    ) async throws -> [TrialBalanceLine] {
        let first = month.firstOfMonth
        let rows = try await connection.rows(
            LedgerQueries.trialBalance(of: ledger, from: first, to: first.adding(months: 1) ?? first))
        return try rows.map { row in
            let (code, side, openingDebits, openingCredits, debits, credits) = try row.decode(
                String.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self)
            return TrialBalanceLine(
                code: code, normalSide: side == "debit" ? .debit : .credit, openingDebits: openingDebits,
                openingCredits: openingCredits, debits: debits, credits: credits)
        }
    }
}
