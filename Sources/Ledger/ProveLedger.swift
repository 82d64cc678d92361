import Foundation
public import Postgres

/// Something of an account that isn't what its transfers add up to.
public struct LedgerFinding: Hashable, Sendable {
    public enum Part: String, Hashable, Sendable {
        /// The account's own sums of what was posted.
        case posted
        /// The account's own sums of what is pending.
        case pending
        /// What may still be posted to its sides, by its limits.
        case room
        /// What it stood at when one of its months began.
        case month
    }

    public var account: AccountID
    public var part: Part
    /// As it stands, debits then credits; decimal text, since a wrong sum may be of any size; empty when there is none.
    public var standing: [String]
    /// What the transfers add up to.
    public var proven: [String]
}

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
