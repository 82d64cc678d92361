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
        try await database.withTransaction(as: .person(acting)) { connection in
            guard let row = try await connection.first(EmergencyAccessQueries.one(id)) else {
                throw EmergencyAccessError.notOpen
            }
            let access = try EmergencyAccess(row)
            guard access.account == acting.account,
                try await connection.execute(EmergencyAccessQueries.end(id, at: now)).rows == 1
            else { throw EmergencyAccessError.notOpen }
            try await connection.execute(
                AuditQueries.append(.emergencyAccess(.emergencyEnded, access, by: acting, origin: origin, at: now)))
        }
    }
}
