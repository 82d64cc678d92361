public import HubModel
public import Postgres

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

/// Reads unit costs. A service whose money came back isn't counted.
public struct ReadUnitCosts: Sendable {
    public init() {}

    /// - Parameters:
    ///   - days: on which the verifications were booked.
    ///   - connection: in a transaction of whoever reads; a station's manager is given the station's.
    /// - Returns: by package and item, all stations before each.
    public func callAsFunction(
        on days: ClosedRange<CivilDate>, on connection: isolated Connection
    ) async throws -> [UnitCost] {
        let rows = try await connection.rows(
            ReportQueries.unitCosts(on: days),
            as: (String.self, String.self, String?.self, Int64.self, Int64.self, Int64.self, Int64.self))
        return rows.map { package, item, station, orders, total, least, most in
            UnitCost(
                package: package, item: item, station: station.flatMap(StationCode.init(rawValue:)), orders: orders,
                totalFen: total, leastFen: least, mostFen: most)
        }
    }
}
