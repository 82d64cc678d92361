/// A day that comes every year, `MM-DD`; 29 February comes in leap years only.
public struct MonthDay: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let month: Int
    public let day: Int

    /// Returns nil when no year has such a day.
    public init?(month: Int, day: Int) {
        guard CivilDate(year: 2000, month: month, day: day) != nil else { return nil }
        self.month = month
        self.day = day
    }

    /// Reads `MM-DD`.
    public init?(_ text: some StringProtocol) {
        guard let date = CivilDate("2000-" + text) else { return nil }
        self.init(month: date.month, day: date.day)
    }

    public init(_ date: CivilDate) {
        month = date.month
        day = date.day
    }

    public var description: String {
        String(CivilDate(year: 2000, month: month, day: day)?.description.dropFirst(5) ?? "")
    }

    public static func < (left: Self, right: Self) -> Bool { (left.month, left.day) < (right.month, right.day) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = MonthDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day MM-DD")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
