public import HubModel
public import Postgres

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
