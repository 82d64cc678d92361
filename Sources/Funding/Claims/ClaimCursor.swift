public import Foundation

/// Where a page of claims ended.
public struct ClaimCursor: Hashable, Sendable {
    public var submittedAt: Date
    public var id: UUID

    public init(submittedAt: Date, id: UUID) {
        self.submittedAt = submittedAt
        self.id = id
    }
}
