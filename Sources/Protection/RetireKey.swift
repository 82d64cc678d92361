import Foundation
import Postgres

/// Takes a key out of the key file once no row needs it any more.
public struct RetireKey: Sendable {
    private let database: HubDatabase
    private let file: KeyFile

    public init(database: HubDatabase, file: KeyFile) {
        self.database = database
        self.file = file
    }

    /// - Throws: ``KeyRingError/isCurrent(_:id:)``, ``KeyRingError/unknownKey(_:id:)``, ``KeyRingError/inUse(_:id:rows:)``;
    ///   `PostgresError`.
    public func callAsFunction(_ purpose: KeyPurpose, id: String) async throws {
        try file.checkRemovable(purpose, id: id)
        if let uses = SubjectKeyQueries.uses(purpose, id: id) {
            try await waitForOlderTransactions()
            let rows = try await database.withTransaction(as: .district) { connection in
                try await connection.first(uses, as: Int64.self) ?? 0
            }
            guard rows == 0 else { throw KeyRingError.inUse(purpose, id: id, rows: rows) }
        }
        let file = file
        try await database.withTransaction(as: .district) { connection in
            try await connection.execute(
                AuditQueries.append(.hubKey(.keyRetired, .delete, purpose, id: id, at: Date())))
            // Last, so that a file that can't be changed takes the entry back.
            try file.remove(purpose, id: id)
        }
    }

    /// A batch that began before a newer key was added may still be about to store rows under the older one.
    private func waitForOlderTransactions() async throws {
        let now = try await database.withTransaction(as: .district) { connection in
            try await connection.first(SubjectKeyQueries.transactionNow(), as: Int64.self) ?? 0
        }
        while try await isOlderUnderway(than: now) {
            // The server tells nobody when a transaction of somebody else ends.
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func isOlderUnderway(than number: Int64) async throws -> Bool {
        try await database.withTransaction(as: .district, readOnly: true) { connection in
            try await connection.first(SubjectKeyQueries.isOlderUnderway(than: number), as: Bool.self) ?? false
        }
    }
}
