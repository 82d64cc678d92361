import Foundation
import Postgres
public import Protection

/// Wraps every account's key under the current key-encryption key and stores every name's index under the current look-up
/// key, an account a transaction, beside the hub's work. Idempotent.
public struct RewrapAccountKeys: Sendable {
    private let database: HubDatabase
    private let fields: AccountFields

    public init(database: HubDatabase, keys: KeyRing) {
        self.database = database
        fields = AccountFields(keys)
    }

    /// - Returns: how many accounts were changed.
    /// - Throws: `KeyRingError`; `PostgresError`. What was done until then stays done.
    @discardableResult
    public func callAsFunction() async throws -> Int {
        let (encryption, lookup) = (try fields.ring.current(.encryption).id, try fields.ring.current(.lookup).id)
        let accounts = try await database.withTransaction(as: .district, role: .auth, readOnly: true) {
            try await $0.rows(IdentityQueries.accounts(notUnder: encryption, or: lookup), as: UUID.self)
        }
        for account in accounts { try await rewrap(account) }
        return accounts.count
    }

    private func rewrap(_ account: UUID) async throws {
        let fields = fields
        try await database.withTransaction(as: .district, role: .auth) { connection in
            guard let row = try await connection.first(IdentityQueries.lockAccount(account)) else { return }
            let found = try AccountRow(row)
            guard let key = found.key else { return }
            let name = try fields.index(of: try found.profile(fields).signInName)
            _ = try await connection.execute(
                IdentityQueries.setKeys(try fields.rewrapped(key, of: account), name: name, of: account))
            try await connection.execute(
                AuditQueries.append(
                    AuditEvent(
                        .key, .update, .keysRewrapped, in: .bureau, by: .system,
                        on: .init(.account, account.uuidString.lowercased()),
                        source: RequestOrigin.commandLine.address, at: Date())))
        }
    }
}
