public import Foundation
public import Protection

/// A session that has just begun.
public struct OpenedSession: Sendable {
    public let token: SecretToken
    public let account: UUID
    public let acting: RoleAssignment
    public let stage: SignedIn.Stage
}
