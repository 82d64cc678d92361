public import Foundation
public import HubModel
public import Postgres

/// Reads what waits, as it stands now.
public struct ReadAgeing: Sendable {
    private let today: CivilDate
    private let now: Date

    /// - Parameter today: the day of `now` in the district.
    public init(today: CivilDate, at now: Date) {
        self.today = today
        self.now = now
    }

    /// - Parameter connection: in a transaction of whoever reads; a station's manager is given the station's.
    public func callAsFunction(on connection: isolated Connection) async throws -> Ageing {
        let found = try await connection.pipeline([
            ReportQueries.agedClaims(at: now), ReportQueries.agedOrders(on: today),
        ])
        return Ageing(claims: try Self.rows(found[0].rows), unclaimed: try Self.rows(found[1].rows))
    }

    private static func rows(_ rows: [Row]) throws -> [Ageing.Row] {
        var stations: [StationCode: [Ageing.Sum]] = [:]
        for row in rows {
            let (station, bucket, count, fen) = try row.decode(String.self, Int32.self, Int64.self, Int64.self)
            guard let station = StationCode(rawValue: station), let bucket = AgeBucket(rawValue: Int(bucket)) else {
                continue
            }
            let none = AgeBucket.allCases.map { _ in Ageing.Sum() }
            stations[station, default: none][bucket.rawValue] = Ageing.Sum(count: count, fen: fen)
        }
        return stations.sorted { $0.key < $1.key }.map { Ageing.Row(station: $0.key, sums: $0.value) }
    }
}
