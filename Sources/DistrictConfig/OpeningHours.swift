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
