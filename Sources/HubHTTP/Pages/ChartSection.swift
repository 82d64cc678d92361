import Foundation
import HubModel
import HubRuntime
import Indicators
import PageKit

/// The series of the charts, which are also in the tables beside them.
struct ChartSection: Codable, Hashable, Sendable {
    struct Series: Codable, Hashable, Sendable {
        let labels: [String]
        let names: [String]
        let values: [[Int64]]
    }

    /// One instrument; a count that may not be shown is null.
    struct Severity: Codable, Hashable, Sendable {
        let instrument: String
        let labels: [String]
        let counts: [Int64?]
    }

    let daily: Series
    let severity: [Severity]

    init(timeline: TimelineSection, screenings: ScreeningFigures, formats: Formats) {
        daily = Series(
            labels: timeline.rows.map(\.label),
            names: [FigureWords.screenings(formats.language), FigureWords.attendances(formats.language)],
            values: [timeline.rows.map(\.screeningCount), timeline.rows.map(\.attendanceCount)])
        severity = screenings.instruments.filter { $0.received > 0 }.map { instrument in
            Severity(
                instrument: instrument.instrument,
                labels: instrument.bands.map { $0.title[formats.language] } + [
                    FigureWords.incomplete(formats.language)
                ],
                counts: instrument.bands.map(\.count.exactValue) + [instrument.incomplete.exactValue])
        }
    }

    /// For a script element: no `<`, which could end it.
    var embedded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "<", with: "\\u003c")
    }
}

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
