import Foundation
import HubModel
public import Postgres

/// Reads how accounts stand, without locking them: right at the moment of the statement.
public struct ReadAccounts: Sendable {
    public init() {}

    /// - Returns: the accounts that are open and that row-level security shows.
    public func callAsFunction(
        _ accounts: [AccountID], on connection: isolated Connection
    ) async throws -> [AccountID: AccountState] {
        try AccountRows.decode(try await connection.rows(LedgerQueries.read(accounts)))
    }
}
