/// What only the page of one station shows.
struct StationDetails: Sendable {
    var daily: [DailyFigure]
    var months: [OverviewPeriod]
    var attention: [AttentionLine]
    var quarantine: [QuarantineFigure]
}
