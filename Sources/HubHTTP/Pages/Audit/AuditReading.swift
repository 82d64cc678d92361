import Foundation
import HubModel
import Identity
import PageKit
import Protection

/// Puts an entry of the audit trail into plain words.
struct AuditReading {
    let entry: AuditEntry
    let people: [UUID: AccountProfile]
    let names: OrganizationNames
    let language: Language

    /// The person, the station's key, or who else it was.
    var who: String {
        if let person = person(entry.agent) { return person }
        switch AuditEvent.Agent.Kind(rawValue: entry.agentKind) {
        case .stationKey: return "\(AuditEvent.Entity.Kind.stationKey(language)) \(short(entry.agent))"
        case .system where detail(.operator) != nil: return AuditWords.commandLine(language)
        default: return entry.agent.map { short($0) } ?? AuditWords.agent(entry.agentKind, language)
        }
    }

    /// The acting role with its organization.
    var role: String {
        let organization = entry.organization.flatMap(Organization.init(auditStream:))
        switch (entry.role.flatMap(Role.init(rawValue:)), organization) {
        case (let role?, let organization?):
            return RoleAssignment(role, at: organization).map { names.text(of: $0, language) }
                ?? role(language)
        case (nil, let organization?): return names.name(of: organization, language)
        default: return ""
        }
    }

    /// What was done.
    var what: String {
        if let deed = detail(.what).flatMap(AuditDeed.init(rawValue:)) { return deed(language) }
        return AuditTypeWords.text(of: entry.type, language)
    }

    /// What it was done to, where, and what else the entry tells.
    var object: [String] {
        var lines: [String] = []
        if let kind = entry.entityType {
            let word = AuditEvent.Entity.Kind(rawValue: kind)?(language) ?? kind
            lines.append([word, entity].filter { !$0.isEmpty }.joined(separator: language == .zh ? "：" : ": "))
        }
        // Whose people acted is told by their role.
        if let organization, organization != .bureau, organization.auditStream != entry.organization {
            lines.append(names.name(of: organization, language))
        }
        return lines + AuditDetail.allCases.compactMap { told($0) }
    }

    /// Why it was refused, what it was for, and the agent's own words.
    var reason: String {
        [
            detail(.refusal).flatMap(AuditRefusal.init(rawValue:))?(language),
            entry.purpose.map { AuditPurpose(rawValue: $0)?(language) ?? $0 }, entry.reason,
        ].compactMap { $0 }.joined(separator: language == .zh ? "；" : "; ")
    }

    /// The entry's number in its chain.
    var place: String {
        let organization = Organization(auditStream: entry.stream)
        let chain = organization == .bureau ? names.name(of: .bureau, language) : organization?.code ?? entry.stream
        return "\(chain) #\(entry.seq)"
    }

    var source: String {
        switch entry.source {
        case "command-line": AuditWords.commandLine(language)
        case "several": AuditWords.severalAddresses(language)
        case let source: source ?? ""
        }
    }

    /// The organization that the entry is about.
    private var organization: Organization? {
        (detail(.organization) ?? entry.stream).nonEmpty.flatMap { Organization(auditStream: $0) }
    }

    private var entity: String {
        guard let id = entry.entityID, id != organization?.code else { return "" }
        if let person = person(id) { return person }
        switch entry.entityType.flatMap(AuditEvent.Entity.Kind.init(rawValue:)) {
        case .facts: return facts(id)
        case .stationKey, .enrolmentCode: return short(id)
        default: return id
        }
    }

    /// `epoch/seq` of the last fact of a batch.
    private func facts(_ id: String) -> String {
        let parts = id.split(separator: "/")
        guard parts.count == 2 else { return id }
        switch (language, parts[0]) {
        case (.zh, "1"): return "至第 \(parts[1]) 条"
        case (.zh, _): return "第 \(parts[0]) 纪元至第 \(parts[1]) 条"
        case (.en, "1"): return "through no. \(parts[1])"
        case (.en, _): return "epoch \(parts[0]) through no. \(parts[1])"
        }
    }

    private func detail(_ name: AuditDetail) -> String? { entry.details[name.rawValue] }

    /// A detail with its name; nil when it is missing or told elsewhere.
    private func told(_ name: AuditDetail) -> String? {
        guard let value = detail(name) else { return nil }
        switch name {
        case .what, .refusal, .organization: return nil
        case .attempts where value == "1": return nil
        // What was read is named as the object already; a refused address is not.
        case .route where entry.outcome == AuditEvent.Outcome.success.rawValue: return nil
        default: return "\(name(language)) \(words(of: name, value))"
        }
    }

    private func words(of name: AuditDetail, _ value: String) -> String {
        let separator = language == .zh ? "、" : ", "
        switch name {
        case .method: return AuditSignInMethod(rawValue: value)?(language) ?? value
        case .role:
            return RoleAssignment(fieldValue: value.contains("@") ? value : value + "@")
                .map { names.text(of: $0, language) } ?? value
        case .purpose: return KeyPurpose(rawValue: value)?(language) ?? value
        case .key: return short(value)
        case .operator: return value.hasPrefix("command:") ? String(value.dropFirst(8)) : value
        case .stations:
            return codes(value).map { StationCode(rawValue: $0).flatMap { names.stations[$0]?[language] } ?? $0 }
                .joined(separator: separator)
        case .hospitals:
            return codes(value).map { HospitalCode(rawValue: $0).flatMap { names.hospitals[$0]?[language] } ?? $0 }
                .joined(separator: separator)
        case .documents:
            return value.split(separator: " ").map { AuditDocumentWords.text(of: $0, language) }
                .joined(separator: separator)
        case .type: return AuditTypeWords.text(of: value, language)
        case .account: return person(value) ?? value
        default: return value
        }
    }

    private func codes(_ value: String) -> [String] { value.split(separator: " ").map(String.init) }

    private func person(_ id: String?) -> String? {
        id.flatMap { UUID(uuidString: $0) }.flatMap { people[$0] }.map { "\($0.displayName) (\($0.signInName))" }
    }

    /// The beginning of a long id; the export has all of it.
    private func short(_ id: String?) -> String {
        guard let id else { return "" }
        return id.count > 16 && UUID(uuidString: id) == nil ? id.prefix(10) + "…" : id
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
