import Foundation
import Postgres

/// Adds a key to the key file, which becomes the current one of its purpose.
public struct AddKey: Sendable {
    private let database: HubDatabase?
    private let file: KeyFile

    /// - Parameter database: whose audit trail tells of it; nil before there is one.
    public init(database: HubDatabase?, file: KeyFile) {
        self.database = database
        self.file = file
    }

    /// - Returns: the key's id.
    /// - Throws: ``KeyRingError``; `PostgresError`, after which the file is as it was unless the commit itself failed.
    public func callAsFunction(_ purpose: KeyPurpose) async throws -> String {
        let (file, now) = (file, Date())
        guard let database else { return try file.add(purpose, at: now) }
        return try await database.withTransaction(as: .district) { connection in
            let id = KeyFile.newID(at: now)
            try await connection.execute(AuditQueries.append(.hubKey(.keyAdded, .create, purpose, id: id, at: now)))
            // Last, so that a file that can't be changed takes the entry back.
            try file.add(purpose, id: id)
            return id
        }
    }
}

extension AuditEvent {
    /// Something done to a key of the key file at the command line, told in the bureau's chain.
    static func hubKey(
        _ deed: AuditDeed, _ action: Action, _ purpose: KeyPurpose, id: String, details: [AuditDetail: String] = [:],
        at now: Date
    ) -> AuditEvent {
        AuditEvent(
            .key, action, deed, in: .bureau, by: .system, on: .init(.hubKey, id), source: "command-line",
            details: details.merging([.purpose: purpose.rawValue]) { own, _ in own }, at: now)
    }
}
