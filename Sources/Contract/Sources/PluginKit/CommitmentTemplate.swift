/// What stations of a profile usually promise [PRO-7]; each sets its own baseline and day.
public struct CommitmentTemplate: Codable, Hashable, Sendable {
    public enum Change: String, Codable, CaseIterable, Sendable {
        case points, relative
    }

    /// The code of the district's indicator.
    public var indicator: String
    /// By how much it is to change, in percentage points or percent of the baseline; may be negative.
    public var by: Int
    public var change: Change
    /// Within so many months, 1 to 60.
    public var months: Int

    public init(indicator: String, by: Int, change: Change, months: Int) {
        self.indicator = indicator
        self.by = by
        self.change = change
        self.months = months
    }
}
