import Indicators
import Testing

@Suite struct SmallCellsTests {
    @Test(
        arguments: [(0, .exact(0)), (1, .below(5)), (4, .below(5)), (5, .exact(5)), (77, .exact(77))]
            as [(Int64, PublishedCount)])
    func aCountAlone(count: Int64, published: PublishedCount) {
        #expect(SmallCells.publish(count, limit: 5) == published)
    }

    @Test func oneHiddenCellTakesTheNextSmallestWithIt() {
        #expect(
            SmallCells.publish([60, 20, 9, 3, 0], limit: 5) == [
                .exact(60), .exact(20), .withheld, .below(5), .exact(0),
            ])
    }

    @Test func twoHiddenCellsCoverEachOther() {
        #expect(SmallCells.publish([60, 20, 2, 3], limit: 5) == [.exact(60), .exact(20), .below(5), .below(5)])
    }

    @Test func hiddenCellsThatOnlyFitOneWayTakeAnother() {
        // Two small cells with a sum of 2 are both 1; with a sum of 8 both are 4.
        #expect(SmallCells.publish([60, 20, 1, 1], limit: 5) == [.exact(60), .withheld, .below(5), .below(5)])
        #expect(SmallCells.publish([60, 20, 4, 4], limit: 5) == [.exact(60), .withheld, .below(5), .below(5)])
        // A withheld cell is known to hold 5 or more: with a sum of 6 the small one is 1.
        #expect(SmallCells.publish([60, 20, 5, 1], limit: 5) == [.exact(60), .withheld, .withheld, .below(5)])
    }

    @Test func aSmallSumHidesEveryCell() {
        #expect(SmallCells.publish([3, 0, 0], limit: 5) == [.below(5), .below(5), .below(5)])
    }

    @Test func nothingIsHiddenWithoutSmallCells() {
        #expect(SmallCells.publish([0, 5, 0, 900], limit: 5) == [.exact(0), .exact(5), .exact(0), .exact(900)])
        #expect(SmallCells.publish([0, 0], limit: 5) == [.exact(0), .exact(0)])
    }

    /// Nobody who knows the sum, the shown cells and the rule finds out a hidden cell.
    @Test func noTableGivesAHiddenCellAway() {
        let limit = 4
        for a in 0...6 {
            for b in 0...6 {
                for c in 0...6 {
                    let cells = SmallCells.publish([a, b, c].map(Int64.init), limit: limit)
                    for (index, cell) in cells.enumerated() where cell.exactValue == nil {
                        let values = possible(cells, total: a + b + c, limit: limit).map { $0[index] }
                        #expect(Set(values).count > 1, "\([a, b, c]) \(cells)")
                    }
                }
            }
        }
    }

    private func possible(_ cells: [PublishedCount], total: Int, limit: Int) -> [[Int]] {
        let isAllHidden = cells.allSatisfy { $0.exactValue == nil }
        let ranges = cells.map { cell in
            switch cell {
            case .exact(let value): Int(value)...Int(value)
            case .below: (isAllHidden ? 0 : 1)...(limit - 1)
            case .withheld: (isAllHidden ? 0 : limit)...total
            }
        }
        return ranges[0].flatMap { a in ranges[1].flatMap { b in ranges[2].map { c in [a, b, c] } } }
            .filter { $0.reduce(0, +) == total }
    }
}
