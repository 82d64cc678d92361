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

extension Ritual {
    func falls(on date: CivilDate, _ months: [LunarCalendar.Month]) -> Bool {
        switch day {
        case .monthly(let day): date.day == day
        case .yearly(let day): MonthDay(date) == day
        case .lunar(let month, let day):
            months.contains { $0.number == month && day <= $0.days && date.days(since: $0.firstDay) == day - 1 }
        }
    }

    var reason: Reason {
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
