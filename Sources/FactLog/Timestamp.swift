public import Foundation
import HubModel

/// RFC 3339 times in UTC (`2026-03-01T06:40:00Z`, seconds or finer), as they stand in the header of a fact.
public enum Timestamp {
    /// What a text turned out to be.
    public enum Reading: Equatable, Sendable {
        case time(Date)
        /// Written as a time, but no such time exists (month 13, year 0).
        case impossible
        /// Not written as RFC 3339 in UTC.
        case unreadable
    }

    /// The text of a time, with milliseconds.
    public static func text(of time: Date) -> String {
        let milliseconds = Int64((time.timeIntervalSince1970 * 1000).rounded(.down))
        let day = Int64((Double(milliseconds) / 86_400_000).rounded(.down))
        let date = CivilDate(daysSinceEpoch: day)
        let sinceMidnight = milliseconds - day * 86_400_000
        let clock = sinceMidnight / 1000
        return """
            \(date)T\
            \(padded(clock / 3600, 2)):\(padded(clock / 60 % 60, 2)):\(padded(clock % 60, 2)).\
            \(padded(sinceMidnight % 1000, 3))Z
            """
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Reads `YYYY-MM-DDTHH:MM:SS[.fraction]Z`.
    public static func read(_ text: some Collection<UInt8>) -> Reading {
        let bytes = Array(text)
        guard (20...30).contains(bytes.count), bytes[bytes.count - 1] == 0x5A, hasPunctuation(bytes),
            let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
            let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
            let fraction = fraction(bytes)
        else { return .unreadable }
        guard let date = CivilDate(year: Int64(year), month: month, day: day), hour < 24, minute < 60, second <= 60
        else { return .impossible }
        let seconds = date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return .time(Date(timeIntervalSince1970: Double(seconds) + fraction))
    }

    private static func hasPunctuation(_ bytes: [UInt8]) -> Bool {
        bytes[4] == 0x2D && bytes[7] == 0x2D && bytes[10] == 0x54 && bytes[13] == 0x3A && bytes[16] == 0x3A
    }

    private static func fraction(_ bytes: [UInt8]) -> Double? {
        if bytes.count == 20 { return 0 }
        guard bytes[19] == 0x2E, bytes.count > 21, let digits = number(bytes, 20, bytes.count - 21) else { return nil }
        var scale = 1.0
        for _ in 0..<(bytes.count - 21) { scale *= 10 }
        return Double(digits) / scale
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Int? {
        var value = 0
        for byte in bytes[start..<(start + length)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
