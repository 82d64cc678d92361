public import Foundation
import Postgres
public import Protection

/// Tells whose the accounts are that the audit trail names by id, and the other way round.
public struct NameAccounts: Sendable {
    private let context: IdentityContext

    public init(_ context: IdentityContext) {
        self.context = context
    }

    /// The profiles of those accounts that the principal may see.
    public func callAsFunction(_ accounts: Set<UUID>, as principal: Principal) async throws -> [UUID: AccountProfile] {
        guard !accounts.isEmpty else { return [:] }
        let fields = context.fields
        return try await context.database.withTransaction(as: principal, role: .auth, readOnly: true) { connection in
            let rows = try await connection.rows(IdentityQueries.accounts(Array(accounts))).map(AccountRow.init)
            return try Dictionary(rows.map { ($0.id, try $0.profile(fields)) }) { first, _ in first }
        }
    }

    /// The account with a sign-in name; nil when there is none that the principal may see.
    public func account(named name: SignInName, as principal: Principal) async throws -> UUID? {
        let indexes = context.fields.indexes(of: name)
        return try await context.database.withTransaction(as: principal, role: .auth, readOnly: true) { connection in
            try await connection.first(IdentityQueries.account(named: indexes)).map(AccountRow.init)?.id
        }
    }
}
