public import Foundation

/// Where a page of orders ended that are looked at one after the other.
public struct OrderPass: Hashable, Sendable {
    /// When the last order's latest step happened, and its key.
    public var occurredAt: Date
    public var key: OrderKey
}
