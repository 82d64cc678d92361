/// A time of day in the district's time zone, in JSON `HH:MM`; 24:00 is the end of the day.
public struct TimeOfDay: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Minutes since midnight, 0 to 1440.
    public let minutes: Int

    /// Returns nil unless written `HH:MM` from 00:00 to 24:00.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 2],
            text.utf8.allSatisfy({ (0x30...0x3A).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 24 * 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    public var description: String {
        let hour = minutes / 60
        let minute = minutes % 60
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = TimeOfDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time of day HH:MM")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// From one time of the day to a later one of the same day.
public struct TimeRange: Codable, Hashable, Sendable, CustomStringConvertible {
    public let from: TimeOfDay
    public let to: TimeOfDay

    /// Returns nil unless `from` is before `to`.
    public init?(from: TimeOfDay, to: TimeOfDay) {
        guard from < to else { return nil }
        self.from = from
        self.to = to
    }

    public var description: String { "\(from)-\(to)" }

    /// Whether the two share any minute; touching ends don't count.
    public func overlaps(_ other: TimeRange) -> Bool { from < other.to && other.from < to }
}

/// A day of the week; in YAML and JSON the English name.
public enum Weekday: String, Codable, CaseIterable, CodingKeyRepresentable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

/// When a station is open.
public struct OpeningHours: Codable, Hashable, Sendable {
    /// The usual hours; a weekday without an entry is closed.
    public var regular: [Weekday: [TimeRange]]
    /// The night clinic 夜间门诊, outside the usual hours.
    public var nightClinic: [Weekday: [TimeRange]]

    public init(regular: [Weekday: [TimeRange]], nightClinic: [Weekday: [TimeRange]] = [:]) {
        self.regular = regular
        self.nightClinic = nightClinic
    }

    /// Usual hours and night clinic of a day in order.
    public func all(on day: Weekday) -> [TimeRange] {
        ((regular[day] ?? []) + (nightClinic[day] ?? [])).sorted { $0.from < $1.from }
    }
}
