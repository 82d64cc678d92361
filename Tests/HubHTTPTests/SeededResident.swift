import Foundation
import HubModel
import HubRuntime
import Identity
import Protection
import TestSupport
import Testing

extension RunningHub {
    /// The director of ``signedIn(as:)``, acting; to be asked for before the director signs in.
    func director() async throws -> Principal.Acting {
        let assignment = try #require(RoleAssignment(.director, at: .bureau))
        return .init(account: try await accounts.create("a-director", assignment), assignment: assignment)
    }

    /// A resident of a station, registered and screened.
    func seedResident(_ station: Int) async throws -> ResidentID {
        let resident = ResidentID()
        var book = StationBook(try .number(station))
        try book.record("resident.registered", SampleData.resident, subject: resident.rawValue)
        try book.record("screening.completed", SampleData.itemNine, subject: resident.rawValue)
        try book.record("consent.withdrawn", SampleData.consent, subject: resident.rawValue)
        try await database.send(book)
        try await database.applyEffects()
        return resident
    }

    /// An order of the resident, born at the hub.
    func seedOrder(of resident: ResidentID, _ station: Int) async throws -> String {
        let (code, order) = (try StationCode.number(station), "seeded-order-\(station)")
        let fact = HubFact(
            kind: .orderPlaced, data: Array(SampleData.order(order).utf8), actor: "staff:somebody", subject: resident)
        try await RecordHubFacts(database: database.hub, rules: database.rules, keys: database.keys)(
            for: code, as: .station(code), at: FixedClock.now
        ) { _ in
            ([fact], AuditEvent(.change, .create, in: .station(code), by: .system, at: FixedClock.now))
        }
        return order
    }

    /// Break-glass access to the resident, and what the station is told of it.
    func openInEmergency(
        _ resident: ResidentID, _ station: Int, by director: Principal.Acting
    ) async throws -> (access: UUID, notice: UUID) {
        let request = try EmergencyRequest(
            station: .number(station), resident: resident, reason: "居民来电称有轻生念头，站点无人接听", hours: 2)
        let access = try await GrantEmergencyAccess(database: database.hub)(
            request, by: director, origin: TestAccounts.origin, at: FixedClock.now)
        let manager = try #require(RoleAssignment(.stationManager, at: .station(.number(station))))
        let notices = try await ListNotices(database: database.hub)(
            as: .person(.init(account: UUID(), assignment: manager)))
        return (access.id, try #require(notices.first { $0.access.id == access.id }).id)
    }
}
