import Indicators
import Testing

@Suite struct SmallCellTableTests {
    @Test func oneSmallCellHidesTheCornersOfARectangle() {
        let table = SmallCellTable(
            [[3, 60, 20], [7, 50, 90], [11, 80, 70]], columns: 3, limit: 5, showsSumsOfRows: true)
        // The station with 11 has less to lose than the one with 7 and 90.
        #expect(
            table.cells == [
                [.below(5), .exact(60), .withheld, .exact(83)], [.exact(7), .exact(50), .exact(90), .exact(147)],
                [.withheld, .exact(80), .withheld, .exact(161)], [.exact(21), .exact(190), .exact(180), .exact(391)],
            ])
    }

    @Test func whatIsHiddenAlreadyHidesTheRest() {
        let table = SmallCellTable([[3, 2], [1, 4]], columns: 2, limit: 5, showsSumsOfRows: true)
        #expect(table.cells[0] == [.below(5), .below(5), .exact(5)])
        #expect(table.cells[1] == [.below(5), .below(5), .exact(5)])
    }

    @Test func nothingIsHiddenWithoutSmallCells() {
        let table = SmallCellTable([[0, 60], [7, 0]], columns: 2, limit: 5, showsSumsOfRows: false)
        #expect(table.cells.allSatisfy { $0.allSatisfy { $0.exactValue != nil } })
    }

    /// Nobody who knows the sums, the shown cells and the rule finds out how many people a hidden cell counts.
    @Test func noTableGivesAHiddenCellAway() {
        let limit = 3
        for number in stride(from: 0, to: 4_096, by: 3) {
            let digits = (0..<6).map { (number >> (2 * $0)) & 3 }
            let rows = [Array(digits[0..<2]), Array(digits[2..<4]), Array(digits[4..<6])]
            let table = SmallCellTable(
                rows.map { $0.map(Int64.init) }, columns: 2, limit: limit, showsSumsOfRows: true)
            let worlds = possible(table.cells, sums: rows.map { $0[0] + $0[1] }, rows, limit)
            for (row, line) in (rows + [[rows.reduce(0) { $0 + $1[0] }, rows.reduce(0) { $0 + $1[1] }]]).enumerated() {
                for column in 0..<2 where line[column] > 0 && table.cells[row][column].exactValue == nil {
                    #expect(Set(worlds.map { $0[row][column] }).count > 1, "\(rows) \(table.cells)")
                }
            }
        }
    }

    /// All tables, the sums of the columns last, that would be shown in the same way.
    private func possible(
        _ cells: [[PublishedCount]], sums: [Int], _ actual: [[Int]], _ limit: Int
    ) -> [[[Int]]] {
        // Where nothing else helps everything is withheld, also what is small.
        let isAllWithheld = cells.allSatisfy { $0.prefix(2).allSatisfy { $0 == .withheld } }
        func fits(_ value: Int, _ actual: Int, _ cell: PublishedCount, _ sum: Int) -> Bool {
            switch cell {
            case .exact(let shown): value == Int(shown)
            case .below: value < limit && (value > 0 || sum < limit)
            case .withheld: value >= (actual >= limit && !isAllWithheld ? limit : 0)
            }
        }
        let lines = sums.indices.map { row in
            (0...sums[row]).filter { first in
                fits(first, actual[row][0], cells[row][0], sums[row])
                    && fits(sums[row] - first, actual[row][1], cells[row][1], sums[row])
            }
        }
        let total = sums.reduce(0, +)
        let columns = [actual.reduce(0) { $0 + $1[0] }, actual.reduce(0) { $0 + $1[1] }]
        return lines[0].flatMap { a in
            lines[1].flatMap { b in lines[2].map { c in [a, b, c] } }
        }.compactMap { first in
            let sum = first.reduce(0, +)
            guard fits(sum, columns[0], cells[3][0], total), fits(total - sum, columns[1], cells[3][1], total) else {
                return nil
            }
            return first.indices.map { [first[$0], sums[$0] - first[$0]] } + [[sum, total - sum]]
        }
    }
}
