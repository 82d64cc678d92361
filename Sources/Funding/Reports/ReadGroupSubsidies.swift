public import HubModel
import Indicators
public import Postgres

/// Reads subsidies by group.
public struct ReadGroupSubsidies: Sendable {
    private let knownGroups: [String]
    private let limit: Int

    /// - Parameters:
    ///   - knownGroups: codes of the groups of the rates, in their order.
    ///   - limit: the district's smallest count that is shown, 2 or more.
    public init(knownGroups: [String], limit: Int) {
        self.knownGroups = knownGroups
        self.limit = limit
    }

    /// - Parameters:
    ///   - days: on which the verifications were booked.
    ///   - connection: in a transaction of whoever reads.
    public func callAsFunction(
        on days: ClosedRange<CivilDate>, on connection: isolated Connection
    ) async throws -> GroupSubsidies {
        let rows = try await connection.rows(
            ReportQueries.subsidies(on: days), as: (String.self, String.self, Int64.self, Int64.self))
        return publish(
            rows.compactMap { station, group, orders, fen in
                StationCode(rawValue: station).map { Sum(station: $0, group: group, orders: orders, fen: fen) }
            })
    }

    struct Sum {
        var station: StationCode
        var group: String
        var orders: Int64
        var fen: Int64
    }

    /// The table with small cells hidden. Pure.
    func publish(_ sums: [Sum]) -> GroupSubsidies {
        let used = Set(sums.map(\.group))
        let others = used.subtracting(knownGroups).subtracting([""]).sorted()
        let groups = knownGroups + others + [""]
        let stations = Set(sums.map(\.station)).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(groups, 0...))
        let none = [Int64](repeating: 0, count: groups.count)
        var orders = Dictionary(uniqueKeysWithValues: stations.map { ($0, none) })
        var fen = orders
        for sum in sums {
            guard let place = places[sum.group] else { continue }
            orders[sum.station]?[place] += sum.orders
            fen[sum.station]?[place] += sum.fen
        }
        let amounts = stations.map { fen[$0, default: none] }
        // How many services a station has had is told by other reports, so it isn't hidden here either.
        let table = SmallCellTable(
            stations.map { orders[$0, default: none] }, columns: groups.count, limit: limit, showsSumsOfRows: true)
        let sumsOfColumns = groups.indices.map { place in amounts.reduce(0) { $0 + $1[place] } }
        let published = zip(stations.map { Optional($0) } + [nil], amounts + [sumsOfColumns]).enumerated().map {
            Self.row($1.0, table.cells[$0], $1.1)
        }
        return GroupSubsidies(
            groups: groups, rows: Array(published.suffix(1) + published.dropLast()), limit: limit)
    }

    private static func row(_ station: StationCode?, _ counts: [PublishedCount], _ fen: [Int64]) -> GroupSubsidies.Row {
        let cells = zip(counts, fen).map { count, fen in
            GroupSubsidies.Cell(orders: count, fen: count.exactValue == nil ? nil : fen)
        }
        return GroupSubsidies.Row(
            station: station, cells: cells,
            total: .init(orders: counts.last ?? .exact(0), fen: fen.reduce(0, +)))
    }
}
