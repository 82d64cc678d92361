import Foundation
import Postgres
public import Protection

extension TestDatabase {
    /// The entries of the audit trail, in the order in which they were stored.
    public func trail(_ type: AuditEventType? = nil) async throws -> [AuditEntry] {
        var filter = AuditFilter()
        filter.type = type
        let query = AuditQueries.entries(filter)
        let entries = try await hub.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.rows(query).map(AuditEntry.init)
        }
        return entries.sorted { ($0.storedAt, $0.stream, $0.seq) < ($1.storedAt, $1.stream, $1.seq) }
    }

    /// The trail without what setting the test up left in it.
    public func forgetTrail() async throws {
        try await asAdministrator { connection in
            _ = try await connection.execute("TRUNCATE audit_event, audit_stream, audit_anchor, audit_checkpoint")
        }
    }
}

extension AuditEntry {
    /// Chain, type, action, outcome and what was done, in one line.
    public var line: String {
        [stream, type, action, outcome, details["what"] ?? details["refusal"] ?? "-"].joined(separator: " ")
    }
}
