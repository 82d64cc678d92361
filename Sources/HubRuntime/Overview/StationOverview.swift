public import Foundation

/// What the bureau sees of one station at one moment.
public struct StationOverview: Codable, Sendable {
    /// An identifier of the tz database; days are days of this zone.
    public var timeZone: String
    public var period: OverviewPeriod
    /// Months with data of this station, newest first.
    public var months: [OverviewPeriod]
    public var asOf: Date
    public var figures: StationFigures
    public var totals: OverviewTotals
    public var funnel: OverviewFunnel
    /// Nil unless the period is a month.
    public var earlier: EarlierFunnel?
    /// Instruments of the station's profile and those it used besides.
    public var screenings: ScreeningFigures
    public var activities: ActivityFigures
    public var orders: [OrderFigure]
    public var daily: [DailyFigure]
    /// Open screenings to be looked at on the same day, newest first, at most 50.
    public var attention: [AttentionLine]
    /// Most frequent first.
    public var quarantine: [QuarantineFigure]
    /// What profiles make their indicators of, by the names of their rules, as far as the hub gathers it.
    public var counts: [String: Int64]
    /// Counts of people below this are hidden.
    public var smallCellLimit: Int
}
