import HubModel
import HubRuntime
import PageKit

/// Screenings and attendances by day, or by month when the period is everything.
struct TimelineSection: Sendable {
    struct Row: Sendable {
        let label: String
        let screenings: Figure
        let attendances: Figure
        let screeningCount: Int64
        let attendanceCount: Int64
    }

    /// Enough for three years; the figures of earlier months are one choice of period away.
    private static let mostMonths: Int64 = 36

    let title: String
    let isMonthly: Bool
    let rows: [Row]

    init(_ daily: [DailyFigure], period: OverviewPeriod, formats: Formats) {
        var amounts: [CivilDate: (screenings: Int64, attendances: Int64)] = [:]
        isMonthly = period == .everything
        for figure in daily {
            guard let day = CivilDate(figure.day) else { continue }
            let slot = isMonthly ? day.firstOfMonth : day
            amounts[slot, default: (0, 0)].screenings += figure.screenings
            amounts[slot, default: (0, 0)].attendances += figure.attendances
        }
        let today = formats.day(formats.now)
        let slots = isMonthly ? Self.months(amounts.keys, through: today) : Self.days(of: period, through: today)
        title = (isMonthly ? OverviewWords.monthlyTitle : .dailyTitle)(formats.language)
        let isMonthly = isMonthly
        rows = slots.map { slot in
            let amount = amounts[slot] ?? (0, 0)
            let id = "daily.\(slot)"
            return Row(
                label: isMonthly ? formats.month(slot) : "\(slot.month)-\(slot.day)",
                screenings: Figure("\(id).screenings", formats.number(amount.screenings)),
                attendances: Figure("\(id).attendances", formats.number(amount.attendances)),
                screeningCount: amount.screenings, attendanceCount: amount.attendances)
        }
    }

    /// Every month from the first with data to the last, but none that is still to come: a date that a clock got wrong
    /// must not push the real months off the axis.
    private static func months(_ slots: some Collection<CivilDate>, through today: CivilDate) -> [CivilDate] {
        guard let first = slots.min(), let last = slots.max() else { return [] }
        var months: [CivilDate] = []
        var month = min(last, today.firstOfMonth)
        while month >= first, months.count < mostMonths {
            months.append(month)
            month = CivilDate(daysSinceEpoch: month.daysSinceEpoch - 1).firstOfMonth
        }
        return months.reversed()
    }

    private static func days(of period: OverviewPeriod, through today: CivilDate) -> [CivilDate] {
        let (first, last) = period.days
        let end = first <= today && today < last ? today : last
        return (first.daysSinceEpoch...end.daysSinceEpoch).map(CivilDate.init(daysSinceEpoch:))
    }
}
