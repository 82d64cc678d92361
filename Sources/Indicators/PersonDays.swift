public import HubModel

/// The days on which persons were seen, so that persons 人数 are counted once while attendances 人次 are not.
///
/// Starts with what is stored for the persons of a batch, takes the batch's sightings, and tells what changed.
public struct PersonDays: Sendable {
    /// How many facts count the person, by day.
    public typealias Sightings = [CivilDate: Int]

    private var before: [PersonKey: Sightings]
    private var after: [PersonKey: Sightings]

    /// - Parameter stored: of every person whom the batch mentions, the days from the beginning of the first changed month
    ///   on, and at least one earlier day with sightings when there is any. More days change nothing.
    public init(stored: [PersonKey: Sightings]) {
        before = stored
        after = stored
    }

    /// Adds `count` sightings of a person on a day; a negative count takes them away.
    public mutating func add(_ count: Int, of person: PersonKey, on day: CivilDate) {
        after[person, default: [:]][day, default: 0] += count
    }

    /// A row of a person on a day, and how many sightings there are now.
    public typealias Change = (person: PersonKey, day: CivilDate, sightings: Int)

    /// The rows that change.
    public var changes: [Change] {
        let rows = changedRows
        return rows.new + rows.stored
    }

    /// The same apart: those that nothing is stored for yet, and those whose stored number is another.
    public var changedRows: (new: [Change], stored: [Change]) {
        var changes: (new: [Change], stored: [Change]) = ([], [])
        for (person, days) in after {
            let earlier = before[person]
            for (day, sightings) in days {
                if let known = earlier?[day] {
                    if known != sightings { changes.stored.append((person, day, sightings)) }
                } else if sightings != 0 {
                    changes.new.append((person, day, sightings))
                }
            }
        }
        return changes
    }

    /// Moves the persons' first days in the roll-up.
    public func contribute(to deltas: inout RollupDeltas) {
        for (person, days) in after {
            let dimension = person.activity.rawValue
            Self.count(days, 1, dimension, &deltas)
            if let earlier = before[person] { Self.count(earlier, -1, dimension, &deltas) }
        }
    }

    private static func count(_ days: Sightings, _ sign: Int64, _ dimension: String, _ deltas: inout RollupDeltas) {
        let seen = days.filter { $0.value > 0 }.keys.sorted()
        var lastMonth: CivilDate?
        for (index, day) in seen.enumerated() {
            if index == 0 { deltas.add(sign, to: RollupKey(day: day, indicator: .personsEver, dimension: dimension)) }
            if day.firstOfMonth != lastMonth {
                deltas.add(sign, to: RollupKey(day: day, indicator: .personsOfMonth, dimension: dimension))
                lastMonth = day.firstOfMonth
            }
        }
    }
}
