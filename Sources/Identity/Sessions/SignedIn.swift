public import Foundation
public import Protection

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
