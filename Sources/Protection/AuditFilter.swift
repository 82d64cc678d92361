public import Foundation
import Postgres

/// Which entries of the audit trail are wanted; what is nil doesn't matter.
public struct AuditFilter: Hashable, Sendable {
    /// Recorded at this time or later.
    public var from: Date?
    /// Recorded before this time.
    public var until: Date?
    public var stream: Organization?
    /// By the account of a person.
    public var account: UUID?
    public var type: AuditEventType?
    public var outcome: AuditEvent.Outcome?
    public var entityType: String?
    public var entityID: String?

    public init() {}

    var condition: Query {
        var conditions: [Query] = []
        if let from { conditions.append("recorded_at >= \(from)") }
        if let until { conditions.append("recorded_at < \(until)") }
        if let stream { conditions.append("stream = \(stream.auditStream)") }
        if let account {
            let kind = AuditEvent.Agent.Kind.account.rawValue
            conditions.append("agent = \(account.uuidString.lowercased()) AND agent_kind = \(kind)")
        }
        if let type { conditions.append("type = \(type.rawValue)") }
        if let outcome { conditions.append("outcome = \(outcome.rawValue)") }
        if let entityType { conditions.append("entity_type = \(entityType)") }
        if let entityID { conditions.append("entity_id = \(entityID)") }
        guard let first = conditions.first else { return "true" }
        return conditions.dropFirst().reduce(first) { "\($0) AND \($1)" }
    }
}
