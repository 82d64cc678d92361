import Brand
import HubModel
import HubRuntime
import PageKit

/// The table of stations, filtered and sorted by the address.
struct StationTable: Sendable {
    struct Head: Sendable {
        let title: String
        let address: String
        /// For `aria-sort`.
        let order: String?
        let arrow: String
        let isNumber: Bool
    }

    struct Row: Sendable {
        let code: String
        let name: String
        let address: String
        let profile: String
        let contact: Figure
        let isSilent: Bool
        let hasSameDay: Bool
        let sameDay: Figure
        let hasQuarantined: Bool
        let quarantined: Figure
        let figures: [Figure]
    }

    let heads: [Head]
    let rows: [Row]
    let sums: [Figure]
    let isFiltered: Bool
    let shown: String
    let text: String
    let profiles: [PageOption]
    let statuses: [PageOption]
    let clear: String
    let export: String
    /// What the form with the filter sends besides.
    let kept: [PageParameter]

    init(_ overview: DistrictOverview, request: OverviewRequest, formats: Formats) {
        let chosen = request.sort.sorted(overview.stations.filter { request.includes($0) })
        heads = StationSort.Column.allCases.map { Self.head($0, request, formats.language) }
        rows = chosen.map { Self.row($0, request: request, formats: formats) }
        sums = Self.sums(overview, formats)
        isFiltered = !request.text.isEmpty || request.profile != nil || request.status != nil
        shown = "\(chosen.count) / \(overview.stations.count)"
        text = request.text
        profiles = Self.profiles(overview, request)
        statuses = Self.statuses(request)
        clear = request.with { ($0.text, $0.profile, $0.status) = ("", nil, nil) }.address("/", fragment: "stations")
        export = request.elsewhere.address("/api/v1/overview/stations.csv")
        kept = request.parameters.filter { ["period", "lang", "sort"].contains($0.name) }
    }

    private static func head(
        _ column: StationSort.Column, _ request: OverviewRequest, _ language: Language
    ) -> Head {
        let isSorted = request.sort.column == column
        let isDescending = request.sort.isDescending
        let address = request.with { $0.sort = $0.sort.next(for: column) }.address("/", fragment: "stations")
        return Head(
            title: column.title(language), address: address,
            order: isSorted ? (isDescending ? "descending" : "ascending") : nil,
            arrow: isSorted ? (isDescending ? "▼" : "▲") : "",
            isNumber: ![.name, .profile, .contact].contains(column))
    }

    static func row(_ station: StationFigures, request: OverviewRequest, formats: Formats) -> Row {
        let id = "station.\(station.station)"
        return Row(
            code: station.station.rawValue, name: station.name[formats.language],
            address: request.elsewhere.address("/stations/\(station.station)"),
            profile: station.profileTitle[formats.language],
            contact: Figure(
                "\(id).contact", station.lastContact.map(formats.moment) ?? FigureWords.never(formats.language),
                hint: station.lastContact.map(formats.full)),
            isSilent: !station.hasReported, hasSameDay: station.sameDay > 0,
            sameDay: Figure("\(id).sameDay", formats.number(Int64(station.sameDay))),
            hasQuarantined: station.quarantined > 0,
            quarantined: Figure("\(id).quarantined", formats.number(station.quarantined)),
            figures: [
                Figure("\(id).facts", formats.number(station.facts)),
                Figure("\(id).screenings", formats.number(station.screenings)),
                Figure("\(id).persons", formats.count(station.personsScreened)),
                Figure("\(id).attendances", formats.number(station.attendances)),
                Figure("\(id).orders", formats.number(station.orders)),
                Figure("\(id).reach", formats.number(station.reach)),
                Figure("\(id).satisfaction", formats.percent(station.satisfaction.percent)),
            ])
    }

    private static func sums(_ overview: DistrictOverview, _ formats: Formats) -> [Figure] {
        let totals = overview.totals
        return [
            Figure("sum.facts", formats.number(totals.facts)),
            Figure("sum.screenings", formats.number(totals.screenings)),
            Figure("sum.persons", formats.count(totals.personsScreened)),
            Figure("sum.attendances", formats.number(totals.attendances)),
            Figure("sum.orders", formats.number(totals.orders)),
            Figure("sum.reach", formats.number(overview.funnel.reach.total)),
            Figure("sum.satisfaction", formats.percent(overview.funnel.satisfaction.percent)),
        ]
    }

    private static func profiles(_ overview: DistrictOverview, _ request: OverviewRequest) -> [PageOption] {
        let titles = Dictionary(
            overview.stations.compactMap { station in station.profile.map { ($0, station.profileTitle) } },
            uniquingKeysWith: { first, _ in first })
        let all = PageOption(
            value: "", text: OverviewWords.allProfiles(request.language), isSelected: request.profile == nil)
        return [all]
            + titles.sorted { $0.key < $1.key }.map { code, title in
                PageOption(value: code.rawValue, text: title[request.language], isSelected: request.profile == code)
            }
    }

    private static func statuses(_ request: OverviewRequest) -> [PageOption] {
        let all = PageOption(
            value: "", text: OverviewWords.allStatuses(request.language), isSelected: request.status == nil)
        return [all]
            + OverviewRequest.Status.allCases.map {
                PageOption(value: $0.rawValue, text: $0.title(request.language), isSelected: request.status == $0)
            }
    }
}

extension OverviewRequest {
    /// Whether the table shows the station.
    func includes(_ station: StationFigures) -> Bool {
        if let profile, station.profile != profile { return false }
        let isIncluded =
            switch status {
            case nil: true
            case .silent: !station.hasReported
            case .sameDay: station.sameDay > 0
            case .quarantined: station.quarantined > 0
            }
        guard isIncluded else { return false }
        guard !text.isEmpty else { return true }
        let fields = [station.station.rawValue, station.name.zh, station.name.en, station.subdistrict]
        return fields.contains { $0.lowercased().contains(text.lowercased()) }
    }
}

extension OverviewRequest.Status {
    func title(_ language: Language) -> String {
        switch self {
        case .silent: OverviewWords.onlySilent(language)
        case .sameDay: OverviewWords.onlySameDay(language)
        case .quarantined: OverviewWords.onlyQuarantined(language)
        }
    }
}

extension StationSort.Column {
    func title(_ language: Language) -> String {
        switch self {
        case .name: FigureWords.station(language)
        case .profile: OverviewWords.profile(language)
        case .contact: FigureWords.lastContact(language)
        case .facts: FigureWords.facts(language)
        case .screenings: FigureWords.screenings(language)
        case .persons: FigureWords.personsScreened(language)
        case .attendances: FigureWords.attendances(language)
        case .orders: FigureWords.orders(language)
        case .reach: OverviewWords.reach(language)
        case .satisfaction: OverviewWords.satisfaction(language)
        }
    }
}
