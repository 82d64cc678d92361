public import HubModel

/// What one service cost the government 单位服务成本, over the services verified in a period.
public struct UnitCost: Equatable, Sendable {
    public var package: String
    public var item: String
    /// Nil is all stations.
    public var station: StationCode?
    public var orders: Int64
    public var totalFen: Int64
    public var leastFen: Int64
    public var mostFen: Int64

    /// Rounded to the nearest fen.
    public var averageFen: Int64 { orders > 0 ? (totalFen + orders / 2) / orders : 0 }
}
