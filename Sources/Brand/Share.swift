/// A part of a whole, with how far chance may have moved it.
public struct Share: Codable, Hashable, Sendable {
    public var count: Int64
    /// How many there are in all.
    public var of: Int64

    public init(count: Int64, of: Int64) {
        self.count = count
        self.of = of
    }

    /// 0 to 100; nil when there is nothing to divide by.
    public var percent: Double? {
        of > 0 ? Double(count) / Double(of) * 100 : nil
    }

    /// Half the width of the 95 % interval in percentage points; nil when there is nothing to divide by.
    ///
    /// Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    /// Statistical Association 1927; 22: 209-212.
    public var marginPoints: Double? {
        guard of > 0 else { return nil }
        let z = 1.959_963_984_540_054
        let n = Double(of)
        let share = Double(count) / n
        let spread = (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return z / (1 + z * z / n) * spread * 100
    }
}
