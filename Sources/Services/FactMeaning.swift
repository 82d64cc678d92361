public import HubModel
public import Indicators

/// What a valid fact stands for in the read models: a pure reading of its data.
///
/// Adding a fact and taking it back by a correction are the same with opposite signs.
public struct FactMeaning: Equatable, Sendable {
    /// The place in the roll-up without the day, and how much.
    public struct Contribution: Equatable, Sendable {
        public var indicator: Indicator
        public var dimension: String
        public var amount: Int64
    }

    public var contributions: [Contribution] = []
    /// The person to be counted once.
    public var sighting: PersonKey?
    public var order: OrderReading?
    public var enrolment: EnrolmentReading?
    public var attention: AttentionReading?
    public var resident: ResidentReading?
    /// The day it happened in the district's time zone.
    public var day: CivilDate

    init(day: CivilDate) {
        self.day = day
    }

    mutating func count(_ indicator: Indicator, _ dimension: String = "", by amount: Int64 = 1) {
        contributions.append(Contribution(indicator: indicator, dimension: dimension, amount: amount))
    }
}
