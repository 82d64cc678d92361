/// Hides counts of people that are so small that somebody could be recognised [BRD-6]. Pure.
///
/// Zero is shown: it points at nobody. Method: primary and complementary suppression as in Hundepool et al.,
/// "Statistical Disclosure Control" (Wiley 2012), chapter 4, for tables with one margin.
public enum SmallCells {
    /// A count that stands alone.
    ///
    /// - Parameter limit: the smallest number that is shown, 1 or more.
    public static func publish(_ count: Int64, limit: Int) -> PublishedCount {
        count > 0 && count < Int64(limit) ? .below(limit) : .exact(count)
    }

    /// The cells of one row or column whose sum is shown beside them.
    ///
    /// - Parameter limit: the smallest number that is shown, 1 or more.
    /// - Returns: as many cells; together with the sum they fix no hidden cell to one value.
    public static func publish(_ counts: [Int64], limit: Int) -> [PublishedCount] {
        var cells = counts.map { publish($0, limit: limit) }
        guard cells.contains(where: { $0.exactValue == nil }) else { return cells }
        let total = counts.reduce(0, +)
        // With so small a sum the zeros would say where everybody is.
        if total < Int64(limit) { return counts.map { _ in .below(limit) } }
        while isDetermined(cells, counts, limit: Int64(limit)) {
            let candidates = cells.indices.filter { (cells[$0].exactValue ?? 0) > 0 }
            guard let smallest = candidates.min(by: { counts[$0] < counts[$1] }) else {
                return counts.map { _ in .withheld }
            }
            cells[smallest] = .withheld
        }
        return cells
    }

    /// Whether the sum of the hidden cells, which anybody can work out, leaves only one possibility for them.
    private static func isDetermined(_ cells: [PublishedCount], _ counts: [Int64], limit: Int64) -> Bool {
        let hidden = cells.indices.filter { cells[$0].exactValue == nil }
        if hidden.count == 1 { return true }
        let sum = hidden.reduce(0) { $0 + counts[$1] }
        let withheld = Int64(hidden.count { cells[$0] == .withheld })
        let small = Int64(hidden.count) - withheld
        // A small cell holds 1 to limit - 1, a withheld one limit or more.
        if sum == small + withheld * limit { return true }
        return withheld == 0 && sum == small * (limit - 1)
    }
}
