/// What a batch adds to, or by corrections takes from, the roll-up of its station.
public struct RollupDeltas: Equatable, Sendable {
    public private(set) var amounts: [RollupKey: Int64] = [:]

    public init() {}

    public mutating func add(_ amount: Int64, to key: RollupKey) {
        amounts[key, default: 0] += amount
    }

    /// The amounts that change something, in the order of the table's key.
    public var ordered: [(key: RollupKey, amount: Int64)] {
        amounts.filter { $0.value != 0 }
            .map { (key: $0.key, amount: $0.value) }
            .sorted { left, right in
                if left.key.day != right.key.day { return left.key.day < right.key.day }
                if left.key.indicator != right.key.indicator {
                    return left.key.indicator.rawValue < right.key.indicator.rawValue
                }
                return left.key.dimension < right.key.dimension
            }
    }
}
