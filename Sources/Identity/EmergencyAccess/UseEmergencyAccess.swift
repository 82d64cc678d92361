public import Foundation
import Postgres
public import Protection

/// Finds the break-glass access with which somebody may read a record now, and the entry of the audit trail for reading it.
public struct UseEmergencyAccess: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Returns: the access, and what is to be appended to the audit trail with the reading.
    /// - Throws: ``EmergencyAccessError/notOpen`` when it isn't there, belongs to somebody else, was given back or is over;
    ///   `PostgresError`.
    public func callAsFunction(
        _ id: UUID, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws -> (access: EmergencyAccess, reading: AuditEvent) {
        let access = try await database.withTransaction(as: .person(acting), readOnly: true) { connection in
            try await connection.first(EmergencyAccessQueries.one(id)).map(EmergencyAccess.init)
        }
        guard let access, access.account == acting.account, access.isOpen(at: now) else {
            try await RefuseEmergencyAccess(database: database)(
                .emergencyRead, .accessNotOpen, id: id, access, by: acting, origin: origin, at: now)
            throw EmergencyAccessError.notOpen
        }
        return (access, .emergencyAccess(.emergencyRead, access, .read, by: acting, origin: origin, at: now))
    }
}
