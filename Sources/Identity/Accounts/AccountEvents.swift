import Foundation
import Protection

extension AuditEvent {
    /// Something done to an account, told in the chain of the organization that administers it.
    ///
    static func account(
        _ deed: AuditDeed, _ action: Action, of account: UUID, in organization: Organization, by agent: Agent,
        outcome: Outcome = .success, origin: RequestOrigin, details: [AuditDetail: String] = [:], at now: Date
    ) -> AuditEvent {
        var event = AuditEvent(
            .account, action, deed, in: organization, by: agent,
            on: Entity(.account, account.uuidString.lowercased()), outcome: outcome, source: origin.address,
            details: details, at: now)
        event.details[.operator] = origin.operatorName
        return event
    }

    /// An attempt to sign in.
    static func signIn(
        _ outcome: Outcome, method: AuditSignInMethod, account: UUID?, acting: RoleAssignment?,
        in organization: Organization, origin: RequestOrigin, details: [AuditDetail: String] = [:], at now: Date
    ) -> AuditEvent {
        let agent: Agent =
            switch (account, acting) {
            case (let account?, let acting?): .person(.init(account: account, assignment: acting))
            case (let account?, nil): .account(account)
            case (nil, _): .unknown
            }
        return AuditEvent(
            .signIn, .execute, in: organization, by: agent, outcome: outcome, source: origin.address,
            details: details.merging([.method: method.rawValue]) { own, _ in own }, at: now)
    }
}

extension Principal {
    /// How the audit trail names who acts.
    var auditAgent: AuditEvent.Agent {
        if case .person(let acting) = self { return .person(acting) }
        return .system
    }
}

extension RoleAssignment {
    /// The role with its organization, for details of an event.
    var auditText: String { organization.code.isEmpty ? role.rawValue : "\(role.rawValue)@\(organization.code)" }
}
