public import Foundation

/// Something that somebody did or tried, for the audit trail; the words are those of FHIR AuditEvent.
///
/// Holds codes and ids, never names of persons and never contents of records.
public struct AuditEvent: Hashable, Sendable {
    public enum Action: String, Codable, Sendable, CaseIterable {
        case create, read, update, delete, execute
    }

    public enum Outcome: String, Codable, Sendable, CaseIterable {
        case success
        /// Not allowed, so nothing was done.
        case refused
        /// Allowed, and went wrong.
        case failed
    }

    /// The chain that the event is appended to: that of the organization whose data or people it is about.
    public var stream: Organization
    public var type: AuditEventType
    public var action: Action
    public var outcome: Outcome
    public var agent: Agent
    /// Where the request came from, such as `192.0.2.7`; at most 200 characters are kept.
    public var source: String?
    public var entity: Entity?
    public var purpose: AuditPurpose?
    /// Why it was done, in the agent's own words; at most 500 characters are kept.
    public var reason: String?
    /// Further codes, such as how many rows were read; at most 16 are kept, by the order of their names, with at
    /// most 200 characters in a value.
    public var details: [AuditDetail: String]
    /// When it happened, in whole microseconds.
    public let recordedAt: Date

    public init(
        _ type: AuditEventType, _ action: Action, _ deed: AuditDeed? = nil, in stream: Organization, by agent: Agent,
        on entity: Entity? = nil, outcome: Outcome = .success, source: String? = nil, purpose: AuditPurpose? = nil,
        reason: String? = nil, details: [AuditDetail: String] = [:], at time: Date
    ) {
        self.stream = stream
        self.type = type
        self.action = action
        self.outcome = outcome
        self.agent = agent
        self.source = source
        self.entity = entity
        self.purpose = purpose
        self.reason = reason
        self.details = details
        if let deed { self.details[.what] = deed.rawValue }
        // A tenth more than nothing, since a Date near today is exact to about that.
        let micros = (time.timeIntervalSinceReferenceDate * 1_000_000 + 0.1).rounded(.down)
        recordedAt = Date(timeIntervalSinceReferenceDate: micros / 1_000_000)
    }

    /// Who did it, and as what.
    public struct Agent: Hashable, Sendable {
        public enum Kind: String, Codable, Sendable, CaseIterable {
            /// A person's account.
            case account
            /// The node of a station, by the key it signs with.
            case stationKey = "station-key"
            /// The hub itself or its operator at the command line.
            case system
            /// Somebody who isn't signed in.
            case unknown
        }

        public let kind: Kind
        /// The account or the key; nil for the others.
        public let id: String?
        public let role: Role?
        public let organization: Organization?

        private init(_ kind: Kind, _ id: String? = nil, role: Role? = nil, organization: Organization? = nil) {
            self.kind = kind
            self.id = id
            self.role = role
            self.organization = organization
        }

        public static let system = Agent(.system)
        public static let unknown = Agent(.unknown)

        /// A person who is signed in but does not act in a role, such as while choosing one.
        public static func account(_ id: UUID) -> Agent { Agent(.account, id.uuidString.lowercased()) }

        public static func person(_ acting: Principal.Acting) -> Agent {
            Agent(
                .account, acting.account.uuidString.lowercased(), role: acting.assignment.role,
                organization: acting.assignment.organization)
        }

        public static func stationKey(_ id: String, of organization: Organization) -> Agent {
            Agent(.stationKey, id, organization: organization)
        }
    }

    /// What it was done to.
    public struct Entity: Hashable, Sendable {
        public let kind: Kind
        public let id: String?

        public init(_ kind: Kind, _ id: String? = nil) {
            self.kind = kind
            self.id = id
        }
    }
}

extension Organization {
    /// The name of the organization's chain in the audit trail: `bureau`, `station/S07`, `hospital/H02`.
    public var auditStream: String { code.isEmpty ? kind.rawValue : "\(kind.rawValue)/\(code)" }

    /// Returns nil unless the text is the name of a chain.
    public init?(auditStream: String) {
        let parts = auditStream.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(parts[0])), (kind == .bureau) == (parts.count == 1) else { return nil }
        self.init(kind: kind, code: parts.count == 1 ? "" : String(parts[1]))
    }
}
