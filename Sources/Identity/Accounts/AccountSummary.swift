public import Foundation
public import Protection

/// An account as those see it who administer it.
public struct AccountSummary: Sendable, Identifiable {
    public enum State: String, Sendable, CaseIterable {
        /// The one-time link was given out and waits to be used.
        case invited
        /// No password and no link that is still good.
        case linkExpired = "link-expired"
        case active
        case disabled
    }

    public let id: UUID
    public let profile: AccountProfile
    public let organization: Organization
    public let assignments: [RoleAssignment]
    public let state: State
    public let hasSecondFactor: Bool
    public let createdAt: Date
}
