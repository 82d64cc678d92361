/// Counts of people in rows and columns with their sums, where no hidden count can be worked out [BRD-6]. Pure.
///
/// A hidden cell can be worked out exactly when it lies on no cycle of hidden cells along which somebody could be moved
/// while every sum and every shown cell stays what it is. Source: Gusfield, "A graph theoretic approach to statistical
/// data security", SIAM Journal on Computing 1988; 17: 552-571. Each hidden cell gets such a cycle, through cells that
/// are hidden already where there are any and through the smallest ones otherwise.
public struct SmallCellTable: Sendable {
    /// The rows and columns as they were given, then the sums of the columns and of the rows.
    public private(set) var cells: [[PublishedCount]]
    private let values: [[Int64]]
    private let limit: Int
    private let showsSumsOfRows: Bool

    /// - Parameters:
    ///   - rows: with `columns` counts each, none below zero.
    ///   - limit: the smallest number that is shown, 2 or more.
    ///   - showsSumsOfRows: whether the sums of the rows and the sum of all are shown however small they are.
    public init(_ rows: [[Int64]], columns: Int, limit: Int, showsSumsOfRows: Bool) {
        let sums = (0..<columns).map { column in rows.reduce(0) { $0 + $1[column] } }
        values = (rows + [sums]).map { $0 + [$0.reduce(0, +)] }
        cells = values.map { $0.map { .exact($0) } }
        self.limit = limit
        self.showsSumsOfRows = showsSumsOfRows
        hideSmallCells()
        protectHiddenCells()
    }

    /// The cells that may be hidden.
    private var positions: [(row: Int, column: Int)] {
        let columns = (values.first?.count ?? 0) - (showsSumsOfRows ? 1 : 0)
        return values.indices.flatMap { row in (0..<columns).map { (row, $0) } }
    }

    private mutating func hideSmallCells() {
        for (row, column) in positions {
            if hasSmallSum(row) {
                cells[row][column] = .below(limit)
            } else if values[row][column] > 0, values[row][column] < Int64(limit) {
                // Below 2 would say 1.
                cells[row][column] = limit == 2 ? .withheld : .below(limit)
            }
        }
    }

    private mutating func protectHiddenCells() {
        // Also each zero of a small row: where it came to light, fewer places would be left for the people of the row.
        for (row, column) in positions where isHidden(row, column) {
            guard let cycle = cheapestCycle(through: row, column) else {
                for (row, column) in positions { cells[row][column] = .withheld }
                return
            }
            for cell in cycle where !isHidden(cell.row, cell.column) { cells[cell.row][cell.column] = .withheld }
        }
    }

    private func isHidden(_ row: Int, _ column: Int) -> Bool { cells[row][column].exactValue == nil }

    /// With so small a sum the zeros of the row would say where everybody is.
    private func hasSmallSum(_ row: Int) -> Bool {
        guard showsSumsOfRows, let sum = values[row].last else { return false }
        return sum > 0 && sum < Int64(limit)
    }

    /// Whether one more, or one fewer, in the cell would be published in the same way.
    private func canChange(_ row: Int, _ column: Int, grows: Bool) -> Bool {
        let value = values[row][column]
        if case .below = cells[row][column] {
            return grows ? value < Int64(limit) - 1 : value > (hasSmallSum(row) ? 0 : 1)
        }
        // Whoever knows the rule takes a withheld cell for one that isn't small.
        return grows || value > (value >= Int64(limit) ? Int64(limit) : 0)
    }
}

/// Rows and columns as the nodes of a graph, rows first; a cell is an edge between its row and its column.
extension SmallCellTable {
    private typealias Cell = (row: Int, column: Int)

    /// The cells other than the given one on the cycle that hides the least; nil when there is no cycle.
    private func cheapestCycle(through row: Int, _ column: Int) -> [Cell]? {
        let ends = (row: row, column: values.count + column)
        let ways = [true, false].compactMap { grows -> (cost: Int64, cells: [Cell])? in
            guard canChange(row, column, grows: grows) else { return nil }
            let leadsToColumn = grows != isSum(row, column)
            return cheapestPath(
                from: leadsToColumn ? ends.column : ends.row, to: leadsToColumn ? ends.row : ends.column,
                without: (row, column))
        }
        return ways.min { $0.cost < $1.cost }?.cells
    }

    /// A sum stands on the other side of its equation: it grows when one of its cells does.
    private func isSum(_ row: Int, _ column: Int) -> Bool {
        (row == values.count - 1) != (column == (values.first?.count ?? 0) - 1)
    }

    /// Dijkstra's algorithm.
    private func cheapestPath(
        from start: Int, to goal: Int, without avoided: Cell
    ) -> (cost: Int64, cells: [Cell])? {
        let count = values.count + (values.first?.count ?? 0)
        var cost = [Int64?](repeating: nil, count: count)
        var previous = [Int](repeating: start, count: count)
        var open = Set([start])
        cost[start] = 0
        // The lower index first among equals, so that everybody who asks gets the same answer.
        while let node = open.min(by: { (cost[$0] ?? 0, $0) < (cost[$1] ?? 0, $1) }), node != goal {
            open.remove(node)
            let others = node < values.count ? values.count..<count : 0..<values.count
            for other in others {
                guard let step = self.cost(from: node, to: other, without: avoided), let base = cost[node],
                    cost[other].map({ base + step < $0 }) ?? true
                else { continue }
                cost[other] = base + step
                previous[other] = node
                open.insert(other)
            }
        }
        guard let total = cost[goal] else { return nil }
        var cells: [Cell] = []
        var node = goal
        while node != start {
            cells.append(cell(node, previous[node]))
            node = previous[node]
        }
        return (total, cells)
    }

    private func cell(_ one: Int, _ other: Int) -> Cell { (min(one, other), max(one, other) - values.count) }

    /// What it costs to move along a cell; nil when that can't be. A hidden cell costs nothing, a zero more than anything.
    private func cost(from node: Int, to other: Int, without avoided: Cell) -> Int64? {
        let (row, column) = cell(node, other)
        let isLast = column == (values.first?.count ?? 0) - 1
        guard (row, column) != avoided, !(showsSumsOfRows && isLast),
            canChange(row, column, grows: (node < other) != isSum(row, column))
        else { return nil }
        if isHidden(row, column) { return 0 }
        let value = values[row][column]
        return value > 0 ? value : 1 + (values.last?.last ?? 0)
    }
}
