public import DistrictConfig
public import Foundation
import HubModel
public import HubRuntime
public import PageKit

/// The bureau's page of one station as shown: every text is ready.
public struct StationPage: PageModel {
    public static let template = "station"

    struct AttentionRow: Sendable {
        let time: Figure
        let instrument: String
        let level: String
        let isIncomplete: Bool
        /// Nil when the reader may not open it.
        let why: String?
        let fact: String
    }

    struct QuarantineRow: Sendable {
        let code: String
        let count: Figure
    }

    private(set) var frame: PageFrame
    private(set) var banner: NoticeBanner?
    let words: Words<OverviewWords>
    let station: Words<StationWords>
    let figure: Words<FigureWords>
    let back: PageLink
    let code: String
    let name: String
    let subdistrict: String
    let period: String
    let hasData: Bool
    let row: StationTable.Row
    let completeThrough: Figure
    let facts: Figure
    let brand: BrandSection?
    let offer: OfferSection?
    let attention: [AttentionRow]
    let attentionCount: Figure
    let attentionOldest: Figure?
    let hasAttention: Bool
    /// Whether a row of the list hides its instrument from the reader.
    let hasSealed: Bool
    let quarantine: [QuarantineRow]
    let funnel: FunnelSection
    let totals: TotalsSection
    let timeline: TimelineSection
    let screenings: ScreeningSection
    let activities: ActivitySection
    let orders: OrderSection
    let indicators: IndicatorSection?
    let definitions: [Definition]
    let notes: [String]
    let charts: ChartSection
    let chartData: String
    private(set) var shape = ""

    /// The same page with a line about notices above its figures.
    func noticed(_ banner: NoticeBanner?) -> Self {
        var copy = self
        copy.banner = banner
        copy.shape = Figure.shape(of: Figure.all(in: copy))
        return copy
    }

    /// The same page with its reader named.
    func shown(to viewer: PageViewer?) -> Self {
        var copy = self
        copy.frame.viewer = viewer
        return copy
    }

    /// - Parameters:
    ///   - indicators: what the plugin of the profile makes of the figures.
    ///   - now: the hub's clock.
    public init(
        _ overview: StationOverview, indicators: StationIndicators? = nil, configuration: DistrictConfiguration,
        request: OverviewRequest, now: Date
    ) {
        let language = request.language
        let formats = Formats(
            language: language, timeZone: TimeZone(identifier: overview.timeZone) ?? .gmt, now: now)
        let figures = overview.figures
        let path = "/stations/\(figures.station)"
        frame = PageFrame(
            title: figures.name[language], place: configuration.district.name[language], request: request.elsewhere,
            path: path, months: overview.months, events: request.elsewhere.address("/events\(path)"),
            formats: formats)
        words = Words(language)
        station = Words(language)
        figure = Words(language)
        back = PageLink(
            text: FrameWords.backToOverview(language), address: request.elsewhere.address("/", fragment: "stations"))
        code = figures.station.rawValue
        name = figures.name[language]
        subdistrict = figures.subdistrict
        let asOf = FrameWords.asOf(language)
        frame.reporting = Figure(
            "reporting", "\(asOf) \(formats.clock(overview.asOf))", hint: formats.full(overview.asOf))
        period = overview.period.title(formats)
        hasData = figures.facts > 0
        row = StationTable.row(figures, request: request.elsewhere, formats: formats)
        completeThrough = Figure(
            "completeThrough", figures.completeThrough.map(formats.moment) ?? FigureWords.never(language),
            hint: figures.completeThrough.map(formats.full))
        facts = Figure("facts", formats.number(figures.facts))
        let configured = configuration.station(figures.station)
        brand = configured.map { BrandSection($0.brand, language: language) }
        offer = configured.map {
            OfferSection($0, configuration: configuration, totals: overview, formats: formats)
        }
        let reasons = configuration.ownTriageReasons
        attention = overview.attention.map { Self.attentionRow($0, reasons, formats) }
        attentionCount = Figure("attention", formats.number(Int64(figures.sameDay)))
        attentionOldest = figures.oldestSameDay.map {
            Figure("attention.oldest", formats.moment($0), hint: formats.full($0))
        }
        hasAttention = figures.sameDay > 0
        hasSealed = overview.attention.contains(where: \.isSealed)
        quarantine = overview.quarantine.map {
            QuarantineRow(code: $0.code, count: Figure("quarantine.\($0.code)", formats.number($0.count)))
        }
        funnel = FunnelSection(
            overview.funnel, earlier: overview.earlier, targets: [], limit: overview.smallCellLimit, formats: formats)
        totals = TotalsSection(overview.totals, formats: formats)
        timeline = TimelineSection(overview.daily, period: overview.period, formats: formats)
        screenings = ScreeningSection(overview.screenings, formats: formats)
        activities = ActivitySection(overview.activities, totals: overview.totals, formats: formats)
        orders = OrderSection(overview.orders, totals: overview.totals, formats: formats)
        self.indicators = indicators.map { IndicatorSection($0, configuration: configuration, formats: formats) }
        definitions = Definition.all(in: language)
        notes = Definition.notes(limit: overview.smallCellLimit, language)
        charts = ChartSection(timeline: timeline, screenings: overview.screenings, formats: formats)
        chartData = charts.embedded
        shape = Figure.shape(of: Figure.all(in: self))
    }

    /// What an open page has to change.
    public var update: LiveUpdate { LiveUpdate(Figure.all(in: self), charts: charts, shape: shape) }

    private static func attentionRow(
        _ line: AttentionLine, _ own: [String: LocalizedText], _ formats: Formats
    ) -> AttentionRow {
        AttentionRow(
            time: Figure(
                "attention.\(line.fact)", formats.moment(line.occurredAt), hint: formats.full(line.occurredAt)),
            instrument: line.instrument ?? (line.isSealed ? StationWords.sealed : .unreadable)(formats.language),
            level: CodeWords.text(of: line.level.rawValue, formats.language),
            isIncomplete: line.isIncomplete,
            why: line.reasons.isEmpty ? nil : TriageReasonWords.text(of: line.reasons, own: own, formats.language),
            fact: line.fact.description)
    }
}
