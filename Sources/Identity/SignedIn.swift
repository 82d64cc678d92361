public import Foundation
public import Protection

/// Where a request came from.
public struct RequestOrigin: Hashable, Sendable {
    /// The client's address, behind trusted proxies the one they name.
    public var address: String
    /// What the browser says of itself, shortened; shown to the person in the list of own sessions.
    public var agent: String
    /// Who runs a command, by the name of the account of the operating system; nil for requests.
    public private(set) var operatorName: String?

    public init(address: String, agent: String) {
        self.address = address
        self.agent = String(agent.prefix(200))
    }

    /// The operator at the command line.
    public static let commandLine: RequestOrigin = {
        var origin = RequestOrigin(address: "command-line", agent: "")
        origin.operatorName = "command:\(NSUserName())"
        return origin
    }()

    /// What failed and refused attempts are counted by: an IPv6 customer has a whole /64.
    public var network: String {
        guard address.contains(":") else { return address }
        var bytes = in6_addr()
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        return withUnsafeBytes(of: &bytes) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
    }
}

/// Who sent a request, as found by the session's token.
public struct SignedIn: Hashable, Sendable {
    public enum Stage: Sendable {
        /// The password was right; the second factor is still to be shown.
        case secondFactorDue
        /// The role takes a second factor and the person has none yet.
        case secondFactorMissing
        case complete
    }

    public let account: UUID
    /// The session's public id.
    public let session: UUID
    public let profile: AccountProfile
    /// The role acted in.
    public let acting: RoleAssignment
    /// All roles of the person.
    public let assignments: [RoleAssignment]
    public let stage: Stage
    public let hasSecondFactor: Bool

    public var principal: Principal { .person(.init(account: account, assignment: acting)) }
}

extension Role {
    /// Whether sign-in takes a second factor: these approve money, see everything, or hand out access.
    public var needsSecondFactor: Bool {
        switch self {
        case .director, .financeOfficer, .auditor: true
        case .brandOperator, .stationManager, .stationStaff, .hospitalCoordinator, .volunteer: false
        }
    }
}

/// How long sessions last.
public struct SessionLimits: Sendable {
    /// Seconds without a request.
    public var idleSeconds: Double
    /// Seconds in all.
    public var absoluteSeconds: Double
    /// Seconds in which the second factor has to be shown.
    public var incompleteSeconds: Double

    public init(idleSeconds: Double = 1800, absoluteSeconds: Double = 43_200, incompleteSeconds: Double = 600) {
        self.idleSeconds = idleSeconds
        self.absoluteSeconds = absoluteSeconds
        self.incompleteSeconds = incompleteSeconds
    }
}
