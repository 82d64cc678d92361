public struct DailyFigure: Codable, Hashable, Sendable {
    /// `YYYY-MM-DD` in the district's time zone.
    public var day: String
    public var screenings: Int64
    public var attendances: Int64
}
