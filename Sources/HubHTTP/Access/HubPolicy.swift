public import PageKit
public import Protection

/// Who may use a route of the hub.
public enum HubPolicy: RoutePolicy, Equatable {
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
    public static func people(_ roles: Set<Role>, _ scope: PeoplePolicy.Scope, _ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people(PeoplePolicy(roles: roles, scope: scope, kind: kind))
    }

    public var summary: String {
        switch self {
        case .open: "open"
        case .signIn: "sign-in"
        case .link: "one-time link"
        case .station: "station"
        case .people(let policy):
            "people: \(policy.roles.map(\.rawValue).sorted().joined(separator: ", ")); \(policy.scope.summary)"
        }
    }

    public var problems: [Int] {
        switch self {
        case .open: [429]
        case .signIn, .link: [403, 404, 429]
        case .station: [401, 429]
        case .people: [401, 403, 404, 429]
        }
    }

    public var securityScheme: String? {
        switch self {
        case .open, .signIn, .link: nil
        case .station: "station"
        case .people: "session"
        }
    }
}

extension Set where Element == Role {
    /// All of the bureau's own people.
    static let bureau: Set<Role> = [.director, .brandOperator, .financeOfficer, .auditor]
    /// All of a station's people.
    static let atStation: Set<Role> = [.stationManager, .stationStaff]
    static let everybody = Set(Role.allCases)
}
