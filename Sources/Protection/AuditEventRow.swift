import Foundation
import Postgres

/// An event as it is bound to a statement: cut to what the table takes, so that nothing that came from outside can make
/// the trail refuse it.
struct AuditEventRow {
    let stream, action, type, outcome, agentKind, details: String
    let recordedAt: Date
    let agent, role, organization, source, entityType, entityID, purpose, reason: String?

    init(_ event: AuditEvent) {
        stream = event.stream.auditStream
        action = event.action.rawValue
        type = event.type.rawValue
        outcome = event.outcome.rawValue
        recordedAt = event.recordedAt
        agentKind = event.agent.kind.rawValue
        agent = event.agent.id.map { Self.text($0, atMost: 200) }
        role = event.agent.role?.rawValue
        organization = event.agent.organization?.auditStream
        source = event.source.map { Self.text($0, atMost: 200) }
        entityType = event.entity?.kind.rawValue
        entityID = event.entity?.id.map { Self.text($0, atMost: 200) }
        purpose = event.purpose?.rawValue
        reason = event.reason.map { Self.text($0, atMost: 500) }
        details = Self.json(event.details)
    }

    /// Without control characters, which the database refuses or a terminal obeys.
    private static func text(_ text: String, atMost limit: Int) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            clean.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(clean)
    }

    private static func json(_ details: [AuditDetail: String]) -> String {
        let first = details.sorted { $0.key.rawValue < $1.key.rawValue }.prefix(16)
        let kept = Dictionary(uniqueKeysWithValues: first.map { ($0.key.rawValue, text($0.value, atMost: 200)) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A dictionary of texts always encodes.
        return (try? encoder.encode(kept)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
