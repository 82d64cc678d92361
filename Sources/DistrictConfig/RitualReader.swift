import HubModel
import PluginKit

private enum RitualKey: String, CaseIterable {
    case code, title, on, activity
}

private enum RitualDayKey: String, CaseIterable {
    case monthly, yearly, lunar
}

/// Reads the days that a profile celebrates again and again [PRO-11].
struct RitualReader {
    /// The profile's kinds of activities.
    let activities: Declarations

    func read(_ value: Value) -> [Ritual] {
        var codes = Declarations(what: LocalizedText(zh: "仪式日", en: "ritual"))
        return value.list(minimum: 1).compactMap { element in
            guard let reader = MappingReader<RitualKey>(element) else { return nil }
            let code = reader.required(.code)?.code(.lowercase)
            if let code { codes.declare(code, at: reader.place(of: .code), log: value.source.log) }
            let title = reader.required(.title)?.localizedText(atMost: 60)
            let day = reader.required(.on).flatMap(self.day)
            let activity = reader.required(.activity)?.reference(to: activities, form: .lowercase)
            guard let code, let title, let day, let activity else { return nil }
            return Ritual(code: code, title: title, day: day, activity: activity)
        }
    }

    private func day(_ value: Value) -> Ritual.Day? {
        guard let (key, day) = MappingReader<RitualDayKey>(value)?.only() else { return nil }
        switch key {
        case .monthly: return day.integer(in: 1...28).map { .monthly($0) }
        case .yearly: return day.monthDay().map { .yearly($0) }
        case .lunar: return lunarDay(day)
        }
    }

    /// Months of the Chinese calendar have 30 days at most, and which of them have 30 differs from year to year.
    private func lunarDay(_ value: Value) -> Ritual.Day? {
        let expected = LocalizedText(
            zh: "农历 MM-DD，如 09-09，01-01 至 12-30", en: "MM-DD of the Chinese calendar, e.g. 09-09, 01-01 to 12-30")
        guard let text = value.scalar(expected: expected) else { return nil }
        guard let match = text.wholeMatch(of: /([0-9]{2})-([0-9]{2})/), let month = Int(match.1),
            let day = Int(match.2),
            (1...12).contains(month), (1...30).contains(day)
        else {
            value.report(
                .wrongFormat, zh: "“\(text.shortened)”不是农历日期",
                en: "'\(text.shortened)' is not a day of the Chinese calendar", allowed: expected)
            return nil
        }
        return .lunar(month: month, day: day)
    }
}

extension Value {
    /// A day that comes every year, `MM-DD`.
    func monthDay() -> MonthDay? {
        let expected = LocalizedText(zh: "每年的日期 MM-DD，如 05-25", en: "a day of the year MM-DD, e.g. 05-25")
        guard let text = scalar(expected: expected) else { return nil }
        guard let day = MonthDay(text) else {
            report(
                .wrongFormat, zh: "“\(text.shortened)”不是一年中的日期", en: "'\(text.shortened)' is not a day of the year",
                allowed: expected)
            return nil
        }
        return day
    }
}
