import Foundation
import HubModel

/// Months of the Chinese calendar, as they are counted in China.
struct LunarCalendar {
    /// A month that is no leap month.
    struct Month {
        var number: Int
        var firstDay: CivilDate
        /// 29 or 30.
        var days: Int
    }

    private let calendar: Calendar

    init() {
        var calendar = Calendar(identifier: .chinese)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        self.calendar = calendar
    }

    /// From the month that a day lies in to the one that another lies in; one look into the calendar a month, since a look
    /// is slow.
    func months(from: CivilDate, through: CivilDate) -> [Month] {
        guard let first = parts(of: from), var start = from.adding(days: 1 - first.day) else { return [] }
        var (number, isLeap) = (first.month, first.isLeap)
        var months: [Month] = []
        while start <= through {
            guard let date = start.adding(days: 30), let later = parts(of: date) else { break }
            let days = later.day == 1 ? 30 : 29
            if !isLeap { months.append(Month(number: number, firstDay: start, days: days)) }
            guard let next = start.adding(days: days) else { break }
            (start, number, isLeap) = (next, later.month, later.isLeap)
        }
        return months
    }

    private func parts(of date: CivilDate) -> (month: Int, day: Int, isLeap: Bool)? {
        // Noon in China.
        let moment = Date(timeIntervalSince1970: Double(date.daysSinceEpoch) * 86_400 + 4 * 3600)
        let parts = calendar.dateComponents([.month, .day, .isLeapMonth], from: moment)
        guard let month = parts.month, let day = parts.day else { return nil }
        return (month, day, parts.isLeapMonth == true)
    }
}
