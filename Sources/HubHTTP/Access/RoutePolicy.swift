public import Protection

/// Who may use a route. Every route states one; there is no default.
public enum RoutePolicy: Sendable, Equatable {
    /// Anybody: says nothing about anybody.
    case open
    /// The forms on the way in, for people who are not signed in yet.
    case signIn
    /// A page for whoever holds a one-time link or code, which is all that they show; its forms are protected like those
    /// on the way in.
    case link
    /// The node of a station, for its own rows.
    case station
    /// People who are signed in.
    case people(PeoplePolicy)

    /// People in some roles.
    public static func people(_ roles: Set<Role>, _ scope: PeoplePolicy.Scope, _ kind: PeoplePolicy.Kind) -> RoutePolicy
    {
        .people(PeoplePolicy(roles: roles, scope: scope, kind: kind))
    }

    /// In words, for the OpenAPI document.
    var summary: String {
        switch self {
        case .open: "open"
        case .signIn: "sign-in"
        case .link: "one-time link"
        case .station: "station"
        case .people(let policy):
            "people: \(policy.roles.map(\.rawValue).sorted().joined(separator: ", ")); \(policy.scope.summary)"
        }
    }
}

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

extension Set where Element == Role {
    /// All of the bureau's own people.
    static let bureau: Set<Role> = [.director, .brandOperator, .financeOfficer, .auditor]
    /// All of a station's people.
    static let atStation: Set<Role> = [.stationManager, .stationStaff]
    static let everybody = Set(Role.allCases)
}
