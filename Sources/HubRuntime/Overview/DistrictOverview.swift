public import HubModel

/// What the bureau sees of the whole district at one moment.
public struct DistrictOverview: Codable, Sendable {
    public var district: LocalizedText
    /// An identifier of the tz database; days are days of this zone.
    public var timeZone: String
    public var period: OverviewPeriod
    /// Months with data, newest first, `YYYY-MM`.
    public var months: [OverviewPeriod]
    public var reporting: ReportingFigures
    public var attention: AttentionFigures
    public var totals: OverviewTotals
    public var funnel: OverviewFunnel
    /// Nil unless the period is a month.
    public var earlier: EarlierFunnel?
    public var targets: [TargetFigure]
    public var screenings: ScreeningFigures
    public var activities: ActivityFigures
    /// In the order of an order's life.
    public var orders: [OrderFigure]
    public var daily: [DailyFigure]
    /// By code.
    public var stations: [StationFigures]
    /// Counts of people below this are hidden.
    public var smallCellLimit: Int

    /// Whether any station has sent anything.
    public var hasData: Bool { totals.facts > 0 }
}
