public import Foundation
import Postgres
public import Protection

/// Gives break-glass access back before it is over.
public struct EndEmergencyAccess: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// - Throws: ``EmergencyAccessError/notOpen`` when it isn't the person's own or not open any more; `PostgresError`.
    public func callAsFunction(
        _ id: UUID, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws {
        let (access, isEnded) = try await database.withTransaction(as: .person(acting)) { connection in
            let access = try await connection.first(EmergencyAccessQueries.one(id)).map(EmergencyAccess.init)
            guard let access, access.account == acting.account,
                try await connection.execute(EmergencyAccessQueries.end(id, at: now)).rows == 1
            else { return (access, false) }
            try await connection.execute(
                AuditQueries.append(.emergencyAccess(.emergencyEnded, access, by: acting, origin: origin, at: now)))
            return (access, true)
        }
        guard isEnded else {
            try await RefuseEmergencyAccess(database: database)(
                .emergencyEnded, .accessNotOpen, id: id, access, by: acting, origin: origin, at: now)
            throw EmergencyAccessError.notOpen
        }
    }
}
