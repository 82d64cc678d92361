import Foundation
public import Postgres

/// Adds up all transfers and compares with what accounts and months say.
///
/// Reads everything; for proofs such as the close of a month, not for pages.
public struct ProveLedger: Sendable {
    public init() {}

    /// - Parameter connection: in a transaction whose isolation is `repeatableRead`, or nothing may be recorded meanwhile.
    /// - Returns: what does not add up; nothing when the ledger is proven.
    public func callAsFunction(on connection: isolated Connection) async throws -> [LedgerFinding] {
        let rows = try await connection.rows(
            LedgerQueries.proof, as: (UUID.self, String.self, String.self, String.self, String.self, String.self))
        return rows.map { account, part, debits, credits, trueDebits, trueCredits in
            LedgerFinding(
                account: AccountID(rawValue: account), part: LedgerFinding.Part(rawValue: part) ?? .month,
                standing: [debits, credits], proven: [trueDebits, trueCredits])
        }
    }
}
