import Foundation
import HubModel
public import Protection
import Services

/// Who asked for an erasure and why.
public struct ErasureRequest: Sendable {
    public var agent: AuditEvent.Agent
    /// Where the request came from.
    public var source: String?
    /// In the agent's own words, without personal data.
    public var reason: String?
    /// Who ran a command, by the name of the account of the operating system.
    public var operatorName: String?

    public init(
        agent: AuditEvent.Agent = .system, source: String? = nil, reason: String? = nil, operatorName: String? = nil
    ) {
        self.agent = agent
        self.source = source
        self.reason = reason
        self.operatorName = operatorName
    }

    func event(
        _ resident: ResidentID, of station: StationCode, _ outcome: EraseSubject.Outcome, at now: Date
    ) -> AuditEvent {
        var event = AuditEvent(
            .erasure, .delete, .residentErased, in: .station(station), by: agent,
            on: .init(.resident, "\(resident)"), source: source, reason: reason,
            details: [.rows: "\(outcome.facts)"], at: now)
        if outcome.unreadable > 0 { event.details[.unreadable] = "\(outcome.unreadable)" }
        event.details[.operator] = operatorName
        return event
    }
}
