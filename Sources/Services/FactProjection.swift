public import HubModel
public import Indicators

/// What the facts of one batch, and the corrections among them, do to the read models of their station. Pure.
public struct FactProjection: Sendable {
    private var additions: [FactMeaning] = []
    private var withdrawals: [FactMeaning] = []

    public init() {}

    /// Counts a fact.
    public mutating func add(_ meaning: FactMeaning) { additions.append(meaning) }

    /// Takes back what a corrected fact counted.
    public mutating func withdraw(_ meaning: FactMeaning) { withdrawals.append(meaning) }

    /// The persons whose stored days are needed, and the first day that changes for them.
    public var persons: [PersonKey: CivilDate] {
        var persons: [PersonKey: CivilDate] = [:]
        for meanings in [additions, withdrawals] {
            for meaning in meanings {
                guard let person = meaning.sighting else { continue }
                persons[person] = persons[person].map { min($0, meaning.day) } ?? meaning.day
            }
        }
        return persons
    }

    /// The orders whose stored standing is needed.
    public var orders: [String] {
        var orders = Set(additions.lazy.compactMap(\.order?.order))
        orders.formUnion(withdrawals.lazy.compactMap(\.order?.order))
        return Array(orders)
    }

    /// The enrolments whose stored standing is needed.
    public var enrolments: [String] {
        var enrolments = Set(additions.lazy.compactMap(\.enrolment?.enrolment))
        enrolments.formUnion(withdrawals.lazy.compactMap(\.enrolment?.enrolment))
        return Array(enrolments)
    }

    /// What is stored of everything that the facts are about.
    public struct Stored: Sendable {
        /// For ``FactProjection/persons``.
        public var personDays: [PersonKey: PersonDays.Sightings] = [:]
        /// For ``FactProjection/orders``.
        public var orders: [String: OrderStanding] = [:]
        /// For ``FactProjection/enrolments``.
        public var enrolments: [String: EnrolmentStanding] = [:]

        public init() {}
    }

    /// The rows that change.
    public struct Outcome: Sendable {
        public var deltas: RollupDeltas
        public var persons: PersonDays
        public var orders: OrderLifecycle
        public var enrolments: EnrolmentLifecycle
    }

    public func outcome(from stored: Stored) -> Outcome {
        var outcome = Outcome(
            deltas: RollupDeltas(), persons: PersonDays(stored: stored.personDays),
            orders: OrderLifecycle(stored: stored.orders),
            enrolments: EnrolmentLifecycle(stored: stored.enrolments))
        for meaning in additions { Self.apply(meaning, 1, &outcome) }
        for meaning in withdrawals { Self.apply(meaning, -1, &outcome) }
        outcome.persons.contribute(to: &outcome.deltas)
        outcome.orders.contribute(to: &outcome.deltas)
        return outcome
    }

    private static func apply(_ meaning: FactMeaning, _ sign: Int, _ outcome: inout Outcome) {
        for contribution in meaning.contributions {
            let key = RollupKey(
                day: meaning.day, indicator: contribution.indicator, dimension: contribution.dimension)
            outcome.deltas.add(Int64(sign) * contribution.amount, to: key)
        }
        if let person = meaning.sighting { outcome.persons.add(sign, of: person, on: meaning.day) }
        if let order = meaning.order { outcome.orders.apply(order, on: meaning.day, count: sign) }
        if let enrolment = meaning.enrolment { outcome.enrolments.apply(enrolment, on: meaning.day, count: sign) }
    }
}
