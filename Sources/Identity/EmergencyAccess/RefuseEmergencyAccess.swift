import Foundation
import HubModel
import Postgres
import Protection

/// Puts a refused attempt at break-glass access on record: in the chain of the station when there is such an access, and in
/// the bureau's otherwise.
struct RefuseEmergencyAccess {
    let database: HubDatabase

    func callAsFunction(
        _ deed: AuditDeed, _ refusal: AuditRefusal, id: UUID, _ access: EmergencyAccess?,
        by acting: Principal.Acting, origin: RequestOrigin, at now: Date
    ) async throws {
        let event: AuditEvent
        if let access {
            event = .emergencyAccess(deed, access, refusal: refusal, by: acting, origin: origin, at: now)
        } else {
            event = AuditEvent(
                .emergencyAccess, .execute, deed, in: .bureau, by: .person(acting),
                on: .init(.emergency, id.uuidString.lowercased()), outcome: .refused, source: origin.address,
                purpose: .breakGlass, details: [.refusal: refusal.rawValue], at: now)
        }
        try await AuditTrail(database: database).record(event)
    }
}
