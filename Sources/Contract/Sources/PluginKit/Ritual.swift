import Foundation
public import HubModel

/// A day that a profile celebrates again and again [PRO-11], and with what.
public struct Ritual: Codable, Hashable, Sendable {
    public enum Day: Codable, Hashable, Sendable {
        /// The same day of each month, 1 to 28.
        case monthly(Int)
        case yearly(MonthDay)
        /// A day of the Chinese calendar; leap months have none.
        case lunar(month: Int, day: Int)
    }

    public var code: String
    public var title: LocalizedText
    public var day: Day
    /// The code of the activity that is held.
    public var activity: String

    public init(code: String, title: LocalizedText, day: Day, activity: String) {
        self.code = code
        self.title = title
        self.day = day
        self.activity = activity
    }
}

/// Asks for the rituals of some weeks.
public struct FindRituals: Codable, Hashable, Sendable {
    public var from: CivilDate
    /// Included; at most 400 days after `from`.
    public var through: CivilDate

    public init(from: CivilDate, through: CivilDate) {
        self.from = from
        self.through = through
    }
}

/// A ritual's day.
public struct RitualDay: Codable, Hashable, Sendable {
    public var on: CivilDate
    /// The ritual's code.
    public var ritual: String
    /// The activity's code.
    public var activity: String
    public var reasons: [Reason]
}

extension FindRituals {
    static let mostDays = 400

    /// By day, then in the order of the rituals.
    ///
    /// - Throws: ``PluginFailure`` with `valueOutOfRange`.
    func days(of rituals: [Ritual]) throws -> [RitualDay] {
        let length = through.days(since: from)
        guard (0...Self.mostDays).contains(length) else { throw PluginFailure.dateOutOfRange() }
        let lunar = rituals.contains { if case .lunar = $0.day { true } else { false } }
        let months = lunar ? LunarCalendar().months(from: from, through: through) : []
        return (0...length).compactMap { from.adding(days: $0) }.flatMap { date in
            rituals.filter { $0.falls(on: date, months) }.map {
                RitualDay(on: date, ritual: $0.code, activity: $0.activity, reasons: [$0.reason])
            }
        }
    }
}

extension Ritual {
    fileprivate func falls(on date: CivilDate, _ months: [LunarCalendar.Month]) -> Bool {
        switch day {
        case .monthly(let day): date.day == day
        case .yearly(let day): MonthDay(date) == day
        case .lunar(let month, let day):
            months.contains { $0.number == month && day <= $0.days && date.days(since: $0.firstDay) == day - 1 }
        }
    }

    fileprivate var reason: Reason {
        switch day {
        case .monthly(let day):
            Reason("monthly", zh: "\(title.zh)：每月 \(day) 日", en: "\(title.en): on day \(day) of each month")
        case .yearly(let day): Reason("yearly", zh: "\(title.zh)：每年 \(day)", en: "\(title.en): every year on \(day)")
        case .lunar(let month, let day):
            Reason(
                "lunar", zh: "\(title.zh)：农历 \(month) 月 \(day) 日",
                en: "\(title.en): day \(day) of month \(month) of the Chinese calendar")
        }
    }
}

/// Months of the Chinese calendar, as they are counted in China.
private struct LunarCalendar {
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
