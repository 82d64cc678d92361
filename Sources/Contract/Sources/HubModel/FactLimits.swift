/// What the members of facts' data may be at most: the hub quarantines what lies outside, and a station refuses to
/// record it. A station may refuse more, never less.
public enum FactLimits {
    /// Bytes in UTF-8 of a code, an id or a name; none is empty.
    public static let codeBytes = 200
    /// Bytes in UTF-8 of a text in somebody's own words, such as a reason or evidence; none is empty.
    public static let textBytes = 2000
    /// The first year of a resident's five years of birth.
    public static let birthYears: ClosedRange<Int> = 1850...2100
    /// People, for the capacity of an activity and for a head count.
    public static let people: ClosedRange<Int64> = 0...100_000
    /// Minutes of one activity: up to a week.
    public static let activityMinutes: ClosedRange<Int64> = 0...10_080
    /// Fen 分 of one order: up to a million yuan, beyond which an amount is a slip of the keyboard.
    public static let amountFen: ClosedRange<Int64> = 0...100_000_000
    /// A resident's satisfaction with a service: very dissatisfied to very satisfied.
    public static let feedbackScore: ClosedRange<Int64> = 1...5
    /// What a communication channel reached in one measurement.
    public static let channelCount: ClosedRange<Int64> = 0...1_000_000_000
}
