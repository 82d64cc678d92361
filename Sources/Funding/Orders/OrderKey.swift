public import HubModel

/// An order of a station.
public struct OrderKey: Hashable, Comparable, Sendable {
    public var station: StationCode
    public var order: String

    public init(station: StationCode, order: String) {
        self.station = station
        self.order = order
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.station, left.order) < (right.station, right.order)
    }
}
