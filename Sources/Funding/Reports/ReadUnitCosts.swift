public import HubModel
public import Postgres

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
