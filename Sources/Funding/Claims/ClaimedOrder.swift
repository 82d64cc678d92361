public import Foundation

/// An order in a claim.
public struct ClaimedOrder: Hashable, Sendable {
    public var order: String
    public var package: String
    public var item: String
    public var subsidyGroup: String?
    public var fen: Int64
    /// Whether the claim still stands for it: the claim did not come to nothing, and the money did not come back.
    public var isLive: Bool
    /// Whether a return of its money waits for approval.
    public var isReturning: Bool
    /// How the order stands.
    public var state: OrderFunding.State
    /// The event by which the service is owed.
    public var verification: UUID?
    /// When the service was done.
    public var occurredAt: Date
    /// Of the station, of the entries of the order.
    var profile: String?
}
