import HubModel
import PageKit
import Protection

/// Texts of the search of the audit trail.
enum AuditWords: String, Wording {
    static let section = "audit"

    case menu
    case title, lead, from, until, stream, type, outcome, who, whoHelp, find, all, export, older, empty, emptyHint
    case time, agentName, role, what, entity, source, reason, place
    case success, refused, failed, system, unknown, stationKey, commandLine, severalAddresses

    static func outcome(_ code: String, _ language: Language) -> String {
        switch AuditEvent.Outcome(rawValue: code) {
        case .success: Self.success(language)
        case .refused: Self.refused(language)
        case .failed: Self.failed(language)
        case nil: code
        }
    }

    static func agent(_ kind: String, _ language: Language) -> String {
        switch AuditEvent.Agent.Kind(rawValue: kind) {
        case .system: Self.system(language)
        case .stationKey: Self.stationKey(language)
        case .unknown, .account, nil: Self.unknown(language)
        }
    }
}
