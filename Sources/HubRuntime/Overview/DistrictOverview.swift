public import Brand
public import Foundation
public import HubModel
public import Indicators

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

/// Which stations the figures contain [BRD-6].
public struct ReportingFigures: Codable, Hashable, Sendable {
    /// Stations whose facts are complete through some moment of the last 24 hours.
    public var reported: Int
    /// All stations.
    public var stations: Int
    /// When the figures were read.
    public var asOf: Date
}

/// What somebody has to do something about.
public struct AttentionFigures: Codable, Hashable, Sendable {
    /// Open screenings to be looked at by a person on the same day, whenever they were.
    public var sameDay: Int
    /// How many of them are incomplete.
    public var incomplete: Int
    /// When the oldest of them was; nil when there is none.
    public var oldest: Date?
    /// Stations with nothing from the last 24 hours.
    public var silentStations: Int
    /// Facts that are stored but count for nothing.
    public var quarantined: Int
}

/// Sums over the period, except where another is named.
public struct OverviewTotals: Codable, Hashable, Sendable {
    /// Facts ever stored.
    public var facts: Int64
    /// Facts ever put into quarantine.
    public var quarantined: Int64
    public var residentsRegistered: PublishedCount
    public var screenings: Int64
    /// Persons 人数, each counted once a station.
    public var personsScreened: PublishedCount
    public var activities: Int64
    /// Attendances 人次.
    public var attendances: Int64
    public var personsAttended: PublishedCount
    public var orders: Int64
    public var ordersFen: Int64
    public var personsServed: PublishedCount
    public var feedbacks: Int64
}

/// A target of the district with where it stands.
public struct TargetFigure: Codable, Hashable, Sendable {
    /// The code of one of the district's indicators.
    public var indicator: String
    public var title: LocalizedText
    /// In the indicator's unit.
    public var target: Double
    public var isPercent: Bool
}

/// Screenings by instrument, severity and triage.
public struct ScreeningFigures: Codable, Hashable, Sendable {
    /// In the order of the configuration.
    public var instruments: [InstrumentFigures]
    /// PHQ-9 screenings with a total of 10 or more.
    public var phq9TenOrMore: PublishedCount
    /// Scored PHQ-9 screenings with an answer above zero to item 9. Always exact, as each is on the list of the same day.
    public var itemNinePositive: Int64
    /// From the lightest level to the gravest.
    public var triage: [TriageFigure]
}

public struct InstrumentFigures: Codable, Hashable, Sendable {
    public var instrument: String
    public var title: LocalizedText
    /// The bands and the incomplete ones add up to this.
    public var received: Int64
    public var bands: [BandFigure]
    public var incomplete: PublishedCount
    /// To be looked at by a person on the same day; also incomplete ones. Always exact, as each is on a list.
    public var sameDay: Int64
    /// Screenings whose total or severity the hub computes otherwise than the station.
    public var differing: PublishedCount
}

public struct BandFigure: Codable, Hashable, Sendable {
    public var severity: String
    public var title: LocalizedText
    /// The lowest total of the band.
    public var lower: Int
    /// The highest total of the band.
    public var upper: Int
    public var count: PublishedCount
}

public struct TriageFigure: Codable, Hashable, Sendable {
    public var level: Triage.Level
    public var count: PublishedCount
}

/// Activities and who came.
public struct ActivityFigures: Codable, Hashable, Sendable {
    /// Most frequent first.
    public var held: [ActivityKindFigure]
    public var attendances: [RoleFigure]
}

public struct ActivityKindFigure: Codable, Hashable, Sendable {
    public var kind: String
    public var title: LocalizedText
    public var count: Int64
}

public struct RoleFigure: Codable, Hashable, Sendable {
    /// `participant` or `volunteer`.
    public var role: String
    /// Attendances 人次.
    public var count: Int64
}

public struct OrderFigure: Codable, Hashable, Sendable {
    /// `placed`, `accepted`, `delivered`, `verified` or `cancelled`.
    public var state: String
    /// Orders placed in the period that stand in the state now.
    public var count: Int64
    public var amountFen: Int64
}

public struct DailyFigure: Codable, Hashable, Sendable {
    /// `YYYY-MM-DD` in the district's time zone.
    public var day: String
    public var screenings: Int64
    public var attendances: Int64
}

/// One station's line in the overview.
public struct StationFigures: Codable, Hashable, Sendable {
    public var station: StationCode
    public var name: LocalizedText
    /// Nil when the hub's configuration doesn't know the station.
    public var profile: ProfileCode?
    public var profileTitle: LocalizedText
    public var subdistrict: String
    /// Degrees north, WGS 84.
    public var latitude: Double
    /// Degrees east, WGS 84.
    public var longitude: Double
    public var lastContact: Date?
    public var completeThrough: Date?
    public var hasReported: Bool
    /// Facts ever stored.
    public var facts: Int64
    /// Facts ever put into quarantine.
    public var quarantined: Int64
    /// Open screenings to be looked at on the same day, whenever they were.
    public var sameDay: Int
    /// When the oldest of them was; nil when there is none.
    public var oldestSameDay: Date?
    public var screenings: Int64
    public var personsScreened: PublishedCount
    public var attendances: Int64
    public var personsAttended: PublishedCount
    public var orders: Int64
    public var ordersFen: Int64
    /// The reach of the funnel.
    public var reach: Int64
    public var satisfaction: Share
}
