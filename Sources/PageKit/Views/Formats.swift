public import Foundation
public import HubModel

/// How numbers, money and times are written for people in one language.
public struct Formats: Sendable {
    public let language: Language
    public let timeZone: TimeZone
    /// The moment that "today" and "3 hours ago" refer to.
    public let now: Date

    public init(language: Language, timeZone: TimeZone, now: Date) {
        self.language = language
        self.timeZone = timeZone
        self.now = now
    }

    /// `1,234`.
    public func number(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        var grouped = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return grouped
    }

    /// `¥1,234.50`.
    public func money(fen: Int64) -> String {
        let (yuan, rest) = fen.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(fen < 0 ? "-" : "")¥\(number(Int64(yuan))).\(twoDigits(Int64(rest)))"
    }

    /// `93%`; `–` when there is nothing to divide by.
    public func percent(_ percent: Double?) -> String {
        percent.map { "\(number(Int64($0.rounded())))%" } ?? "–"
    }

    /// At most one decimal.
    public func decimal(_ value: Double) -> String {
        let tenths = Int64((value * 10).rounded())
        let whole = number(tenths / 10)
        return tenths % 10 == 0 ? whole : "\(whole).\(abs(tenths % 10))"
    }

    /// `今天 14:05`, `3 小时前`, `9 天前`; after a year the day.
    public func moment(_ time: Date) -> String {
        let age = now.timeIntervalSince(time)
        let (day, clock) = local(time)
        if local(now).day == day { return language == .zh ? "今天 \(clock)" : "today \(clock)" }
        if age < 0 { return full(time) }
        if age < 86_400 {
            let hours = max(1, Int64(age / 3600))
            return language == .zh ? "\(hours) 小时前" : hours == 1 ? "1 hour ago" : "\(hours) hours ago"
        }
        let days = Int64(age / 86_400)
        if days > 365 { return day.description }
        return language == .zh ? "\(number(days)) 天前" : days == 1 ? "1 day ago" : "\(days) days ago"
    }

    /// `2026-11-22 14:05`.
    public func full(_ time: Date) -> String {
        let (day, clock) = local(time)
        return "\(day) \(clock)"
    }

    /// `14:05`.
    public func clock(_ time: Date) -> String { local(time).clock }

    /// The day in the district's time zone.
    public func day(_ time: Date) -> CivilDate { local(time).day }

    /// `2026年11月`, `Nov 2026`.
    public func month(_ day: CivilDate) -> String {
        switch language {
        case .zh: "\(day.year)年\(day.month)月"
        case .en: "\(Self.englishMonths[day.month - 1]) \(day.year)"
        }
    }

    /// `2026年3月15日`, `15 Mar 2026`.
    public func date(_ day: CivilDate) -> String {
        switch language {
        case .zh: "\(day.year)年\(day.month)月\(day.day)日"
        case .en: "\(day.day) \(Self.englishMonths[day.month - 1]) \(day.year)"
        }
    }

    /// How far a day is from today: `今天`, `明天`, `还有 3 天`, `已逾期 3 天`.
    public func distance(to day: CivilDate) -> String {
        switch (day.days(since: self.day(now)), language) {
        case (0, .zh): "今天"
        case (0, .en): "today"
        case (1, .zh): "明天"
        case (1, .en): "tomorrow"
        case (-1, .en): "1 day overdue"
        case (let days, .zh): days < 0 ? "已逾期 \(number(Int64(-days))) 天" : "还有 \(number(Int64(days))) 天"
        case (let days, .en): days < 0 ? "\(number(Int64(-days))) days overdue" : "in \(number(Int64(days))) days"
        }
    }

    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private func local(_ time: Date) -> (day: CivilDate, clock: String) {
        let seconds = time.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: time))
        let days = (seconds / 86_400).rounded(.down)
        let minute = Int64((seconds - days * 86_400) / 60)
        let day = CivilDate(daysSinceEpoch: Int64(days))
        return (day, "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))")
    }

    private func twoDigits(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : String(value)
    }
}
