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

/// One step of a service order as a fact tells it.
public struct OrderReading: Equatable, Sendable {
    public var order: String
    public var step: OrderStepKind
    public var package: String
    public var item: String
    public var amountFen: Int64
    /// What the resident pays of the amount.
    public var copaymentFen: Int64 = 0
    /// The rate group by which the order is subsidised.
    public var group: String?
    /// Who takes the order: `station`, or `department:<code>`.
    public var performer: String?
    /// The fact that tells of the step; nil where nobody asks for it.
    public var source: OrderSource?
}

/// The fact behind a step of an order: its place in the chains of its station, and when it happened.
public struct OrderSource: Hashable, Sendable {
    public var origin: FactOrigin
    public var epoch: Int
    public var seq: Int64
    /// Whole seconds since 1970.
    public var occurredAt: Int64

    public init(origin: FactOrigin, epoch: Int, seq: Int64, occurredAt: Int64) {
        self.origin = origin
        self.epoch = epoch
        self.seq = seq
        self.occurredAt = occurredAt
    }
}

/// The steps of a service order 点单 [RES-5].
public enum OrderStepKind: String, CaseIterable, Sendable {
    case placed, accepted, delivered, verified, cancelled
}

/// A screening that a person must look at on the same day.
public struct AttentionReading: Codable, Equatable, Sendable {
    public var level: Triage.Level
    public var reasons: [String]
    public var instrument: String
    public var scored: Bool
}

/// What a fact says of a resident's record itself.
public enum ResidentReading: Equatable, Sendable {
    case registered(ResidentProfile, [Consent])
    case decided(ConsentDecision, Consent)
}

/// What a correction asks for.
public struct CorrectionReading: Sendable {
    public var epoch: Int
    public var seq: Int64
    /// Where the replacement stands in the correction's data; nil withdraws the fact.
    public var replacement: Range<Int>?
}
