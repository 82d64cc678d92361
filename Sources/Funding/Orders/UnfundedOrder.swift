public import Foundation

/// An order that no budget stands behind, so that it can't be claimed.
public struct UnfundedOrder: Hashable, Sendable {
    public var key: OrderKey
    public var package: String
    public var item: String
    public var reason: OrderFunding.Reason?
    public var wantedFen: Int64
    /// What was verified already.
    public var actualFen: Int64?
    public var occurredAt: Date
}
