import Foundation
import Postgres

/// Reads accounts as ``LedgerQueries/lock(_:)`` gives them.
enum AccountRows {
    static func decode(_ rows: [Row]) throws -> [AccountID: AccountState] {
        var accounts: [AccountID: AccountState] = [:]
        accounts.reserveCapacity(rows.count)
        for row in rows {
            let (id, ledger, unit, side, floor, ceiling, debits, credits, debitsPending, creditsPending) =
                try row.decode(
                    UUID.self, String.self, String.self, String.self, Int64?.self, Int64?.self, Int64.self, Int64.self,
                    Int64.self, Int64.self)
            accounts[AccountID(rawValue: id)] = AccountState(
                ledger: ledger, unit: unit, normalSide: side == "debit" ? .debit : .credit, floor: floor,
                ceiling: ceiling, debitsPosted: debits, creditsPosted: credits, debitsPending: debitsPending,
                creditsPending: creditsPending)
        }
        return accounts
    }
}
