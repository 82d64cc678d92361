public import HubModel

/// A filled-in instrument as it was entered.
public struct FilledScreening: Hashable, Sendable {
    /// What was noted for one item.
    public enum Entry: Hashable, Sendable {
        case answer(Int)
        case unanswered(ScreeningCompleted.Unanswered)
    }

    public var instrument: String
    public var entries: [Entry]
    /// Whole years.
    public var ageYears: Int?
    /// 0 (not at all) to 3 (extremely), when asked.
    public var impairment: Int?

    public init(instrument: String, entries: [Entry], ageYears: Int?, impairment: Int?) {
        self.instrument = instrument
        self.entries = entries
        self.ageYears = ageYears
        self.impairment = impairment
    }
}

extension FilledScreening.Entry {
    var answer: Int? {
        switch self {
        case .answer(let value): value
        case .unanswered: nil
        }
    }
}
