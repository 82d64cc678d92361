/// One role of one person at one organization.
public struct RoleAssignment: Hashable, Sendable {
    public let role: Role
    public let organization: Organization

    /// Returns nil when the role isn't held at such an organization.
    public init?(_ role: Role, at organization: Organization) {
        guard role.organizationKind == organization.kind else { return nil }
        self.role = role
        self.organization = organization
    }
}
