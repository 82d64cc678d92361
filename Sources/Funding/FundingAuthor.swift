public import Foundation
import HubModel
import Postgres
public import Protection

/// Who changes the district's money, from where and when: what the audit trail tells of a change.
public struct FundingAuthor: Sendable {
    /// Stands for the hub itself where an account is told.
    public static let hub = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    public let acting: Principal.Acting
    /// Where the request came from, such as `192.0.2.7`.
    public let source: String?
    public let now: Date

    public init(_ acting: Principal.Acting, from source: String?, at now: Date) {
        self.acting = acting
        self.source = source
        self.now = now
    }

    var account: UUID { acting.account }

    /// Tells the bureau's chain of something that was done with the district's money.
    func record(
        _ deed: AuditDeed, _ entity: AuditEvent.Entity, reason: String? = nil, details: [AuditDetail: String] = [:],
        on connection: isolated Connection
    ) async throws {
        try await record(deed, [entity], reason: reason, details: details, on: connection)
    }

    /// Tells the bureau's chain of something that was done with several things at once, in their order.
    func record(
        _ deed: AuditDeed, _ entities: [AuditEvent.Entity], reason: String? = nil,
        details: [AuditDetail: String] = [:], on connection: isolated Connection
    ) async throws {
        let events = entities.map { entity in
            AuditEvent(
                .change, .update, deed, in: .bureau, by: .person(acting), on: entity, source: source, reason: reason,
                details: details, at: now)
        }
        try await connection.execute(AuditQueries.append(events))
    }

    /// Tells a station's chain of what its manager did with a claim.
    func record(
        _ deed: AuditDeed, _ action: AuditEvent.Action, claim: UUID, of station: StationCode,
        on connection: isolated Connection
    ) async throws {
        try await connection.execute(
            AuditQueries.append(
                AuditEvent(
                    .change, action, deed, in: .station(station), by: .person(acting), on: .init(.claim, id: claim),
                    source: source, at: now)))
    }
}

extension AuditEvent.Entity {
    init(_ kind: Kind, id: UUID) { self.init(kind, id.uuidString.lowercased()) }
}
