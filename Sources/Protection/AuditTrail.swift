import Postgres

/// Appends to the audit trail what has no transaction of its own, such as a refused attempt or a page that was read.
///
/// What changes something appends ``AuditQueries/append(_:)-(AuditEvent)`` in the transaction of the change, so that
/// both commit or neither.
public struct AuditTrail: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// Appends an event in a transaction of its own. Whoever waits for it knows that the trail is on disk.
    ///
    /// - Parameter role: the pool to use; any of them may append.
    /// - Throws: `PostgresError`. What was to be shown must not be shown then.
    public func record(_ event: AuditEvent, role: HubDatabase.Role = .app) async throws {
        try await database.withTransaction(as: .district, role: role) { connection in
            _ = try await connection.execute(AuditQueries.append(event))
        }
    }

    /// Appends several events in one transaction.
    public func record(_ events: [AuditEvent], role: HubDatabase.Role = .app) async throws {
        guard !events.isEmpty else { return }
        try await database.withTransaction(as: .district, role: role) { connection in
            _ = try await connection.execute(AuditQueries.append(events))
        }
    }
}
