public import HubModel
public import Indicators

/// Follows the orders of one batch from what is stored to what will be. Pure.
public struct OrderLifecycle: Sendable {
    private let before: [String: OrderStanding]
    private var after: [String: OrderStanding]

    /// - Parameter stored: the stored standing of every order the batch mentions.
    public init(stored: [String: OrderStanding]) {
        before = stored
        after = stored
    }

    /// Takes one step (`count` 1) or takes it back (-1).
    public mutating func apply(_ reading: OrderReading, on day: CivilDate, count: Int) {
        let step = OrderStanding.Step(
            kind: reading.step, day: day, amountFen: reading.amountFen, source: reading.source,
            package: reading.source == nil ? nil : reading.package)
        after[reading.order, default: OrderStanding()].add(count, step)
    }

    /// Orders whose standing is another than before.
    public var changes: [(order: String, standing: OrderStanding)] {
        after.filter { before[$0.key] != $0.value }.map { ($0.key, $0.value) }.sorted { $0.order < $1.order }
    }

    /// Moves the orders between the states of the roll-up.
    public func contribute(to deltas: inout RollupDeltas) {
        for (order, standing) in after {
            if let earlier = before[order] { Self.count(earlier, -1, &deltas) }
            Self.count(standing, 1, &deltas)
        }
    }

    private static func count(_ standing: OrderStanding, _ sign: Int64, _ deltas: inout RollupDeltas) {
        guard let state = standing.state?.rawValue, let day = standing.countedDay else { return }
        deltas.add(sign, to: RollupKey(day: day, indicator: .orderStates, dimension: state))
        deltas.add(sign * standing.amountFen, to: RollupKey(day: day, indicator: .orderAmounts, dimension: state))
    }
}
