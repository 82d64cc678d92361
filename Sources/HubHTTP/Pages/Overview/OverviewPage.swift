import Brand
public import Foundation
import HubModel
public import HubRuntime
public import PageKit

/// The bureau's overview 总览 as shown: every text is ready.
public struct OverviewPage: PageModel {
    public static let template = "overview"

    struct AttentionItem: Sendable {
        let value: Figure
        let text: String
        let more: Figure?
        let moreBefore: String
        let moreAfter: String
        let oldest: Figure?
        let oldestBefore: String
        let address: String
    }

    private(set) var frame: PageFrame
    private(set) var banner: NoticeBanner?
    let words: Words<OverviewWords>
    let figure: Words<FigureWords>
    let period: String
    let hasData: Bool
    let isEmptyPeriod: Bool
    let attention: [AttentionItem]
    let funnel: FunnelSection
    let targets: TargetSection
    let totals: TotalsSection
    let timeline: TimelineSection
    let screenings: ScreeningSection
    let activities: ActivitySection
    let orders: OrderSection
    let stations: StationTable
    let map: StationMap
    let definitions: [Definition]
    let notes: [String]
    let charts: ChartSection
    let chartData: String
    /// Changes when the page has other figures than before.
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

    /// - Parameter now: the hub's clock.
    public init(_ overview: DistrictOverview, request: OverviewRequest, now: Date) {
        let language = request.language
        let formats = Formats(
            language: language, timeZone: TimeZone(identifier: overview.timeZone) ?? .gmt, now: now)
        frame = PageFrame(
            title: FrameWords.overview(language), place: overview.district[language], request: request, path: "/",
            months: overview.months, events: request.address("/events/overview"), formats: formats)
        words = Words(language)
        figure = Words(language)
        frame.reporting = Self.reporting(overview.reporting, formats)
        period = overview.period.title(formats)
        hasData = overview.hasData
        isEmptyPeriod =
            overview.hasData && overview.daily.isEmpty && overview.funnel.exposure.total == 0
            && overview.totals.orders == 0
        attention = Self.attention(overview, request, formats)
        funnel = FunnelSection(
            overview.funnel, earlier: overview.earlier, targets: overview.targets, limit: overview.smallCellLimit,
            formats: formats)
        targets = TargetSection(overview, formats: formats)
        totals = TotalsSection(overview.totals, formats: formats)
        timeline = TimelineSection(overview.daily, period: overview.period, formats: formats)
        screenings = ScreeningSection(overview.screenings, formats: formats)
        activities = ActivitySection(overview.activities, totals: overview.totals, formats: formats)
        orders = OrderSection(overview.orders, totals: overview.totals, formats: formats)
        stations = StationTable(overview, request: request, formats: formats)
        map = StationMap(overview.stations, request: request, formats: formats)
        definitions = Definition.all(in: language)
        notes = Definition.notes(limit: overview.smallCellLimit, language)
        charts = ChartSection(timeline: timeline, screenings: overview.screenings, formats: formats)
        chartData = charts.embedded
        let isFiltered = stations.isFiltered
        shape = isFiltered ? Self.shape(of: overview, request, now) : Figure.shape(of: Figure.all(in: self))
    }

    /// The shape without the filter: a filter must not look like a change.
    private static func shape(of overview: DistrictOverview, _ request: OverviewRequest, _ now: Date) -> String {
        OverviewPage(overview, request: request.elsewhere, now: now).shape
    }

    /// What an open page has to change.
    public var update: LiveUpdate { LiveUpdate(Figure.all(in: self), charts: charts, shape: shape) }

    static func reporting(_ reporting: ReportingFigures, _ formats: Formats) -> Figure {
        let text =
            switch formats.language {
            case .zh: "\(reporting.stations) 站中 \(reporting.reported) 站已上报 · 截至 \(formats.clock(reporting.asOf))"
            case .en:
                "\(reporting.reported) of \(reporting.stations) stations reported · as of \(formats.clock(reporting.asOf))"
            }
        return Figure("reporting", text, hint: formats.full(reporting.asOf))
    }

    private static func attention(
        _ overview: DistrictOverview, _ request: OverviewRequest, _ formats: Formats
    ) -> [AttentionItem] {
        let attention = overview.attention
        func item(
            _ count: Int, _ code: String, _ words: OverviewWords, _ status: OverviewRequest.Status,
            of which: Int? = nil, since oldest: Date? = nil
        ) -> AttentionItem? {
            guard count > 0 else { return nil }
            return AttentionItem(
                value: Figure("attention.\(code)", formats.number(Int64(count))), text: words(formats.language),
                more: which.map { Figure("attention.\(code).incomplete", formats.number(Int64($0))) },
                moreBefore: OverviewWords.ofThem(formats.language),
                moreAfter: OverviewWords.incompleteOfThem(formats.language),
                oldest: oldest.map {
                    Figure("attention.\(code).oldest", formats.moment($0), hint: formats.full($0))
                }, oldestBefore: OverviewWords.oldest(formats.language),
                address: request.elsewhere.with { $0.status = status }.address("/", fragment: "stations"))
        }
        return [
            item(attention.sameDay, "sameDay", .sameDay, .sameDay, of: attention.incomplete, since: attention.oldest),
            item(attention.silentStations, "silent", .silent, .silent),
            item(attention.quarantined, "quarantined", .quarantined, .quarantined),
        ].compactMap { $0 }
    }
}
