public import Foundation
import Postgres

/// Writes entries of the audit trail as JSON lines, chain by chain. That they are exported is itself an entry, on disk
/// before the first line.
public struct ExportAuditTrail: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Parameters:
    ///   - event: tells who exports what.
    ///   - write: takes some lines at a time.
    /// - Throws: `PostgresError`, and what `write` throws.
    public func callAsFunction(
        _ filter: AuditFilter, telling event: AuditEvent, to write: @escaping @Sendable (Data) throws -> Void
    ) async throws {
        try await AuditTrail(database: database).record(event)
        try await database.withTransaction(as: .district, isolation: .repeatableRead, readOnly: true) { connection in
            var lines = Data()
            for try await row in try await connection.query(AuditQueries.entries(filter)) {
                lines += Data((try AuditEntry(row).jsonLine() + "\n").utf8)
                guard lines.count > 65_536 else { continue }
                try write(lines)
                lines.removeAll(keepingCapacity: true)
            }
            try write(lines)
        }
    }
}
