public import DistrictConfig

/// An order that is being placed.
public struct PlacedOrder: Equatable, Sendable {
    public var order: String
    public var share: OrderShare
}
