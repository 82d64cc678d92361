public import Foundation
import Postgres
public import Protection

/// Notes that somebody of an organization has seen a notice.
public struct AcknowledgeNotice: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// Whoever was let in does not acknowledge that for the others.
    ///
    /// - Returns: whether there was such a notice of the person's organization that nobody had seen before.
    /// - Throws: ``EmergencyAccessError/ownAccess``; `PostgresError`.
    public func callAsFunction(
        _ notice: UUID, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws -> Bool {
        do {
            return try await acknowledge(notice, by: acting, origin: origin, at: now)
        } catch let own as OwnAccess {
            try await RefuseEmergencyAccess(database: database)(
                .emergencySeen, .ownAccess, id: own.access.id, own.access, by: acting, origin: origin, at: now)
            throw EmergencyAccessError.ownAccess
        }
    }

    /// Rolls back what was acknowledged by whoever was let in.
    private struct OwnAccess: Error {
        let access: EmergencyAccess
    }

    private func acknowledge(
        _ notice: UUID, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws -> Bool {
        try await database.withTransaction(as: .person(acting)) { connection in
            guard
                let id = try await connection.first(
                    NoticeQueries.acknowledge(notice, by: acting.account, at: now), as: UUID.self),
                let row = try await connection.first(EmergencyAccessQueries.one(id))
            else { return false }
            let access = try EmergencyAccess(row)
            guard access.account != acting.account else { throw OwnAccess(access: access) }
            try await connection.execute(
                AuditQueries.append(
                    .emergencyAccess(.emergencySeen, access, by: acting, origin: origin, at: now)))
            return true
        }
    }
}
