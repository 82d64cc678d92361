public import Foundation
public import HubModel
public import Postgres

/// How long something has waited 账龄.
public enum AgeBucket: Int, CaseIterable, Codable, Sendable {
    case upTo30, upTo60, upTo90, over90

    /// The first whole day of each bucket but the first.
    static let laterFirstDays = [31, 61, 91]

    /// The bucket's whole days; nil has no end.
    public var days: (first: Int, last: Int?) {
        let firsts = [0] + Self.laterFirstDays
        return (firsts[rawValue], rawValue + 1 < firsts.count ? firsts[rawValue + 1] - 1 : nil)
    }
}

/// What waits to be claimed and to be paid, by station and age.
public struct Ageing: Equatable, Sendable {
    public struct Sum: Equatable, Sendable {
        public var count: Int64 = 0
        public var fen: Int64 = 0

        public init(count: Int64 = 0, fen: Int64 = 0) {
            self.count = count
            self.fen = fen
        }

        public static func += (left: inout Self, right: Self) {
            left.count += right.count
            left.fen += right.fen
        }
    }

    public struct Row: Equatable, Sendable {
        public var station: StationCode
        /// One a bucket, in their order.
        public var sums: [Sum]

        public var total: Sum { sums.reduce(into: Sum()) { $0 += $1 } }
    }

    /// Claims that were submitted and are neither rejected nor paid, by the time since they were.
    public var claims: [Row]
    /// Services that were verified and that no claim names, by the days since the verification was booked.
    public var unclaimed: [Row]
}

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
