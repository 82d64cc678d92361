public import Foundation
import HubModel
import Postgres
public import Protection

/// Lets a director in for one resident's record, and tells the bureau and the station whose resident it is.
public struct GrantEmergencyAccess: Sendable {
    private let database: HubDatabase

    public init(database: HubDatabase) {
        self.database = database
    }

    /// Access, both notices and the entry of the audit trail come in one transaction.
    ///
    /// - Throws: ``EmergencyAccessError/unknownResident``, which is on record too; `PostgresError`, also when the person's role
    ///   may not.
    public func callAsFunction(
        _ request: EmergencyRequest, by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws -> EmergencyAccess {
        let access = EmergencyAccess(
            id: UUID(version7At: now), account: acting.account, station: request.station, resident: request.resident,
            reason: request.reason, grantedAt: now, expiresAt: now + request.duration)
        guard try await isKnown(access, acting) else {
            try await AuditTrail(database: database).record(
                .emergencyAccess(
                    .emergencyGranted, access, refusal: .unknownResident, by: acting, origin: origin, at: now))
            throw EmergencyAccessError.unknownResident
        }
        try await database.withTransaction(as: .person(acting)) { connection in
            _ = try await connection.pipeline([
                EmergencyAccessQueries.insert(access),
                NoticeQueries.tell(.bureau, of: access), NoticeQueries.tell(.station(access.station), of: access),
                AuditQueries.append(
                    .emergencyAccess(.emergencyGranted, access, by: acting, origin: origin, at: now)),
            ])
        }
        return access
    }

    /// Whether there is anything of the resident that could be read.
    private func isKnown(_ access: EmergencyAccess, _ acting: Principal.Acting) async throws -> Bool {
        guard access.resident != SubjectKeys.nobody else { return false }
        return try await database.withTransaction(as: access.principal(acting), readOnly: true) { connection in
            let row = try await connection.first(
                SubjectKeyQueries.standing(of: access.resident, at: access.station))
            return try row.map { try $0.decode(column: 0, as: Date?.self) == nil } ?? false
        }
    }
}

extension AuditEvent {
    /// Something about break-glass access, told in the chain of the station whose resident it is.
    ///
    /// - Parameter refusal: nil when it was done.
    static func emergencyAccess(
        _ deed: AuditDeed, _ access: EmergencyAccess, _ action: Action = .execute, refusal: AuditRefusal? = nil,
        by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) -> AuditEvent {
        var event = AuditEvent(
            .emergencyAccess, action, deed, in: .station(access.station), by: .person(acting),
            on: .init(.resident, access.resident.description), outcome: refusal == nil ? .success : .refused,
            source: origin.address, purpose: .breakGlass, reason: access.reason,
            details: [.access: access.id.uuidString.lowercased()], at: now)
        event.details[.refusal] = refusal?.rawValue
        return event
    }
}
