public import Foundation

/// Where a page of orders ended.
public struct OrderCursor: Equatable, Sendable {
    public var beganAt: Date
    public var order: String

    public init(beganAt: Date, order: String) {
        self.beganAt = beganAt
        self.order = order
    }
}
