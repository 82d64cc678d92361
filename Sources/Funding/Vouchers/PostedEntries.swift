import Foundation
import Ledger
import Postgres

/// Transfers by which an approved voucher counts in the books.
struct PostedEntries {
    var id: TransferID
    var ledger: String
    var debit: AccountID
    var credit: AccountID
    var amount: Int64

    /// - Returns: nothing of a voucher that isn't approved, or that takes another one back.
    static func read(of voucher: UUID, on connection: isolated Connection) async throws -> [PostedEntries] {
        try await read(VoucherQueries.posted(under: WaitingVoucher.approvalID(of: voucher)), on: connection)
    }

    /// What an event moved in the control ledger and, of a payment, what its voucher's approval made of it.
    static func control(of event: UUID, on connection: isolated Connection) async throws -> [PostedEntries] {
        try await read(VoucherQueries.posted(under: event), on: connection)
    }

    private static func read(_ query: Query, on connection: isolated Connection) async throws -> [PostedEntries] {
        try await connection.rows(
            query, as: (UUID.self, Int16.self, String.self, UUID.self, UUID.self, Int64.self)
        ).map { event, number, ledger, debit, credit, amount in
            PostedEntries(
                id: TransferID(event: event, number: Int(number)), ledger: ledger, debit: AccountID(rawValue: debit),
                credit: AccountID(rawValue: credit), amount: amount)
        }
    }
}
