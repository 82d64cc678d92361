public import Foundation
import HubModel
public import Postgres

/// An entry of the audit trail as it is read. Words of a later version of the program stay as they are.
public struct AuditEntry: Hashable, Sendable {
    /// The name of its chain, such as `bureau` or `station/S07`; see `Organization.init(auditStream:)`.
    public let stream: String
    /// Counted from 1 without gaps in its chain.
    public let seq: Int64
    public let recordedAt: Date
    /// When the database took it.
    public let storedAt: Date
    public let action: String
    public let type: String
    public let outcome: String
    public let agentKind: String
    public let agent: String?
    public let role: String?
    /// The organization that the agent acted for, written like ``stream``.
    public let organization: String?
    public let source: String?
    public let entityType: String?
    public let entityID: String?
    public let purpose: String?
    public let reason: String?
    public let details: [String: String]
    /// Lower-case hexadecimal digits.
    public let hash: String

    /// - Parameter row: of ``AuditQueries/search(_:after:limit:)`` or ``AuditQueries/entries(_:)``.
    public init(_ row: Row) throws {
        stream = try row.decode(column: 0)
        seq = try row.decode(column: 1)
        recordedAt = try row.decode(column: 2)
        storedAt = try row.decode(column: 3)
        action = try row.decode(column: 4)
        type = try row.decode(column: 5)
        outcome = try row.decode(column: 6)
        agentKind = try row.decode(column: 7)
        agent = try row.decode(column: 8)
        role = try row.decode(column: 9)
        organization = try row.decode(column: 10)
        source = try row.decode(column: 11)
        entityType = try row.decode(column: 12)
        entityID = try row.decode(column: 13)
        purpose = try row.decode(column: 14)
        reason = try row.decode(column: 15)
        let text = try row.decode(column: 16, as: String.self)
        details = (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? ["": text]
        hash = Hexadecimal.text(of: try row.decode(column: 17, as: [UInt8].self))
    }

    /// One JSON object in one line, without what is missing.
    public func jsonLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(Line(self)), as: UTF8.self)
    }

    /// The words of FHIR AuditEvent.
    private struct Line: Encodable {
        struct Agent: Encodable {
            var kind: String
            var id, role, organization: String?
        }

        struct Entity: Encodable {
            var type: String
            var id: String?
        }

        var stream: String
        var seq: Int64
        var recorded, stored, action, type, outcome: String
        var agent: Agent
        var entity: Entity?
        var source, purpose, reason: String?
        var details: [String: String]
        var hash: String

        init(_ entry: AuditEntry) {
            stream = entry.stream
            seq = entry.seq
            recorded = AuditStatement.text(of: entry.recordedAt)
            stored = AuditStatement.text(of: entry.storedAt)
            action = entry.action
            type = entry.type
            outcome = entry.outcome
            agent = Agent(kind: entry.agentKind, id: entry.agent, role: entry.role, organization: entry.organization)
            entity = entry.entityType.map { Entity(type: $0, id: entry.entityID) }
            source = entry.source
            purpose = entry.purpose
            reason = entry.reason
            details = entry.details
            hash = entry.hash
        }
    }
}
