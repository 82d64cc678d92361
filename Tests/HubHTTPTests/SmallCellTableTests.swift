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

    @Test func theZerosOfASmallRowAreProtectedLikeItsPeople() {
        let table = SmallCellTable([[30, 20, 10], [0, 0, 1]], columns: 3, limit: 5, showsSumsOfRows: true)
        // Were the 30 shown, the sum of its column would say that the second station has nobody there.
        #expect(
            table.cells == [
                [.withheld, .withheld, .withheld, .exact(60)], [.below(5), .below(5), .below(5), .exact(1)],
                [.exact(30), .exact(20), .exact(11), .exact(61)],
            ])
    }

    @Test func theZerosOfASmallRowStayHiddenAmongManyStations() {
        let rows: [[Int64]] = [
            [0, 0, 14, 52, 13, 45], [26, 0, 0, 50, 35, 57], [0, 0, 0, 5, 0, 2], [32, 0, 0, 43, 16, 0],
            [0, 32, 12, 15, 0, 16], [8, 39, 35, 18, 0, 37], [33, 0, 31, 1, 38, 8], [8, 57, 42, 0, 45, 36],
            [0, 8, 21, 19, 34, 0], [35, 0, 0, 3, 2, 54], [0, 0, 13, 31, 0, 0], [0, 0, 0, 32, 0, 34],
            [0, 20, 0, 4, 0, 20], [0, 56, 20, 36, 0, 0], [0, 0, 59, 16, 49, 0], [0, 0, 0, 41, 36, 0],
            [0, 0, 0, 0, 1, 0],
        ]
        let table = SmallCellTable(rows, columns: 6, limit: 5, showsSumsOfRows: true)
        #expect(table.cells[16] == [.below(5), .below(5), .below(5), .below(5), .below(5), .below(5), .exact(1)])
        // Everything withheld would be safe as well, but tell nothing.
        #expect(table.cells[17] == [142, 212, 247, 366, 269, 309, 1_545].map { .exact($0) })
        #expect(givenAway(table.cells.map { $0.dropLast() }).isEmpty)
    }

    /// The hidden cells without a cycle of hidden cells, each as its row and column.
    private func givenAway(_ cells: [[PublishedCount]]) -> [[Int]] {
        let hidden = cells.indices.flatMap { row in
            cells[row].indices.filter { cells[row][$0].exactValue == nil }.map { [row, $0] }
        }
        return hidden.filter { cell in
            let others = hidden.filter { $0 != cell }
            var rows: Set = [cell[0]]
            var columns: Set<Int> = []
            for _ in others {
                columns.formUnion(others.filter { rows.contains($0[0]) }.map { $0[1] })
                rows.formUnion(others.filter { columns.contains($0[1]) }.map { $0[0] })
            }
            return !columns.contains(cell[1])
        }
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
                // A sum of nobody is shown and says by itself where nobody is.
                for column in 0..<2 where line != [0, 0] && table.cells[row][column].exactValue == nil {
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
