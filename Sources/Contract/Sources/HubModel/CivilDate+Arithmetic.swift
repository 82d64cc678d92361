extension CivilDate {
    /// The day so many days later, or earlier when negative; nil outside the years 1 to 9999.
    public func adding(days: Int) -> CivilDate? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(Int64(days))
        guard !overflow, Self.first.daysSinceEpoch <= sum, sum <= Self.last.daysSinceEpoch else { return nil }
        return CivilDate(daysSinceEpoch: sum)
    }

    /// The same day so many months later, or the last day of that month where it is shorter; nil outside the years 1 to
    /// 9999.
    public func adding(months: Int) -> CivilDate? {
        let (sum, overflow) = (year * 12 + Int64(month - 1)).addingReportingOverflow(Int64(months))
        guard !overflow, sum >= 12 else { return nil }
        let (year, month) = (sum / 12, Int(sum % 12) + 1)
        for day in stride(from: self.day, to: 27, by: -1) {
            if let date = CivilDate(year: year, month: month, day: day) { return date }
        }
        return CivilDate(year: year, month: month, day: self.day)
    }

    /// How many days `self` is after another day; negative when before.
    public func days(since other: CivilDate) -> Int { Int(daysSinceEpoch - other.daysSinceEpoch) }

    private static let first = CivilDate(daysSinceEpoch: -719_162)
    private static let last = CivilDate(daysSinceEpoch: 2_932_896)
}
