public import Foundation

/// A day of the proleptic Gregorian calendar, as `date` holds it: without time and time zone.
public struct CalendarDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let year: Int
    /// 1...12
    public let month: Int
    /// 1...31
    public let day: Int

    /// nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, (-4712...294_276).contains(year) else { return nil }
        self.init(daysSince2000: Self.days(year: year, month: month, day: day))
        guard self.month == month, self.day == day else { return nil }
    }

    /// Days since 2000-01-01, the server's zero.
    public init(daysSince2000 days: Int) {
        // Days since 0000-03-01: years that begin in March have their leap day at the end.
        let shifted = days + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public var daysSince2000: Int { Self.days(year: year, month: month, day: day) }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 730_425
    }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// ISO 8601, such as `2026-03-01`.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let text = String(number.magnitude)
            let zeros = String(repeating: "0", count: max(0, width - text.count))
            return (number < 0 ? "-" : "") + zeros + text
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

extension CalendarDate: PostgresCodable {
    public static var postgresType: PostgresType { .date }

    public func encode(into buffer: inout BinaryBuffer) {
        buffer.append(Int32(daysSince2000))
    }

    /// `infinity` and `-infinity` are no days and do not decode.
    public static func decode(_ cell: Cell) throws(CellError) -> CalendarDate {
        _ = try cell.value()
        guard cell.type == .date || cell.type == .unspecified else { throw .typeMismatch }
        let days = try cell.number(Int32.self)
        guard days != .max, days != .min else { throw .outOfRange }
        return CalendarDate(daysSince2000: Int(days))
    }
}

/// An instant as `timestamptz`, to the microsecond.
extension Date: PostgresCodable {
    public static var postgresType: PostgresType { .timestamptz }

    /// Seconds from 2000-01-01, the server's zero, to 2001-01-01, Foundation's.
    private static var secondsBetweenEpochs: Double { 366 * 86_400 }

    public func encode(into buffer: inout BinaryBuffer) {
        let seconds = timeIntervalSinceReferenceDate
        let whole = seconds.rounded(.down)
        let micros = ((whole + Self.secondsBetweenEpochs) * 1_000_000) + ((seconds - whole) * 1_000_000).rounded()
        // Beyond what the server can hold stands for its own infinities.
        let value: Int64 = micros >= 9.2e18 ? .max : micros <= -9.2e18 ? .min : Int64(micros.isNaN ? 0 : micros)
        buffer.append(value)
    }

    /// `infinity` and `-infinity` become `distantFuture` and `distantPast`.
    public static func decode(_ cell: Cell) throws(CellError) -> Date {
        _ = try cell.value()
        guard cell.type == .timestamptz || cell.type == .unspecified else { throw .typeMismatch }
        let micros = try cell.number(Int64.self)
        if micros == .max { return .distantFuture }
        if micros == .min { return .distantPast }
        let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000)
        return Date(
            timeIntervalSinceReferenceDate: Double(seconds) - secondsBetweenEpochs + Double(rest) / 1_000_000)
    }
}
