public import HubModel
import Postgres

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
