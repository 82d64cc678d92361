import HubModel

/// The month before a month, to compare with.
struct EarlierMonth: Hashable, Sendable {
    let first: CivilDate
    let last: CivilDate
    /// Whether it ends early because the month that is compared isn't over.
    let isPart: Bool

    /// Nil for everything, and for a month that is still to come.
    ///
    /// - Parameter today: in the district's time zone. A month that isn't over is compared with as many days.
    init?(before period: OverviewPeriod, today: CivilDate) {
        guard case .month(let day) = period, day.firstOfMonth <= today else { return nil }
        let days = OverviewPeriod.month(CivilDate(daysSinceEpoch: day.firstOfMonth.daysSinceEpoch - 1)).days
        first = days.first
        let passed = days.first.daysSinceEpoch + today.daysSinceEpoch - day.firstOfMonth.daysSinceEpoch
        isPart = today < period.days.last
        last = isPart ? min(days.last, CivilDate(daysSinceEpoch: passed)) : days.last
    }
}
