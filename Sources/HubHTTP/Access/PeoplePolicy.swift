public import Protection

/// Which people may use a route, and for whose things.
public struct PeoplePolicy: Sendable, Equatable {
    /// Whose things the route is about.
    public enum Scope: Sendable, Equatable {
        /// The person's own, such as sessions.
        case own
        /// The whole district.
        case district
        /// The station named by a parameter of the path: the bureau's roles reach all stations, a station's people theirs.
        case station(parameter: String)
        /// The hospital named by a parameter of the path.
        case hospital(parameter: String)

        var summary: String {
            switch self {
            case .own: "own"
            case .district: "district"
            case .station: "own station, for the bureau any"
            case .hospital: "own hospital, for the bureau any"
            }
        }
    }

    /// What using the route means: decides what the audit trail says of it.
    public enum Kind: String, Sendable, CaseIterable {
        /// Figures that say nothing about a single person.
        case aggregate
        /// A form or a page without anybody's data but the reader's own.
        case form
        /// Rows about people.
        case list
        /// One row about a person.
        case single
        /// A file to take away.
        case export
        /// A stream of events.
        case events
        /// Changes something; what does so records it together with the change.
        case change

        /// The audit trail's word for a request that was answered; nil when it says nothing about anybody.
        var recordedAs: AuditEventType? {
            switch self {
            case .list, .single: .read
            case .export: .export
            case .aggregate, .form, .events, .change: nil
            }
        }
    }

    public var roles: Set<Role>
    public var scope: Scope
    public var kind: Kind
}
