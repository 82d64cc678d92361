public import HubModel
public import Postgres

/// The sums of a roll-up over some days: an amount for each indicator and dimension.
public struct RollupTotals: Equatable, Sendable {
    private var amounts: [Indicator: [String: Int64]] = [:]

    public init() {}

    /// The sum over all dimensions.
    public subscript(indicator: Indicator) -> Int64 {
        amounts[indicator]?.values.reduce(0, +) ?? 0
    }

    /// The amount of one dimension.
    public subscript(indicator: Indicator, dimension: String) -> Int64 {
        amounts[indicator]?[dimension] ?? 0
    }

    /// The dimensions of an indicator whose amount isn't zero.
    public func dimensions(of indicator: Indicator) -> [String: Int64] {
        amounts[indicator]?.filter { $0.value != 0 } ?? [:]
    }

    public mutating func add(_ amount: Int64, to indicator: Indicator, _ dimension: String = "") {
        amounts[indicator, default: [:]][dimension, default: 0] += amount
    }

    public static func += (left: inout Self, right: Self) {
        for (indicator, dimensions) in right.amounts {
            for (dimension, amount) in dimensions { left.add(amount, to: indicator, dimension) }
        }
    }

    /// Reads the rows of ``RollupQueries/totals(of:from:through:)``.
    ///
    /// An indicator that this build doesn't know, as after a step back to an older build, is left out.
    public static func byStation(_ rows: [Row]) throws -> [StationCode: RollupTotals] {
        var totals: [StationCode: RollupTotals] = [:]
        for row in rows {
            let (station, indicator, dimension, amount) = try row.decode(
                String.self, String.self, String.self, Int64.self)
            guard let station = StationCode(rawValue: station), let indicator = Indicator(rawValue: indicator) else {
                continue
            }
            totals[station, default: RollupTotals()].add(amount, to: indicator, dimension)
        }
        return totals
    }
}
