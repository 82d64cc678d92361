import Foundation
import Postgres

/// Finds entries of the audit trail, the latest first, a page at a time: a slow reader holds no transaction open.
public struct SearchAuditTrail: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - cursor: where the page before ended; nil for the first page.
    ///   - limit: entries at most, from 1 on.
    /// - Returns: a page, and where it ended; nil when there is nothing after it.
    /// - Throws: `PostgresError`.
    public func callAsFunction(
        _ filter: AuditFilter, after cursor: AuditCursor? = nil, limit: Int, as principal: Principal
    ) async throws -> (entries: [AuditEntry], next: AuditCursor?) {
        let found = try await database.withTransaction(as: principal, readOnly: true) { connection in
            // One more than is shown tells whether there are further ones.
            try await connection.rows(AuditQueries.search(filter, after: cursor, limit: limit + 1))
                .map(AuditEntry.init)
        }
        let page = Array(found.prefix(limit))
        return (page, found.count > limit ? page.last.map(AuditCursor.init(after:)) : nil)
    }
}
