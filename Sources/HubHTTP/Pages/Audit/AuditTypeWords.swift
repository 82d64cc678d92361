import PageKit

/// How the types of events are called.
enum AuditTypeWords: Glossary {
    static let section = "auditEventType"
}
