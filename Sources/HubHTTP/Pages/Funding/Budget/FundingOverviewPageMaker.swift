import DistrictConfig
import Funding
import HubModel
import PageKit

/// Puts the overview together.
struct FundingOverviewPageMaker {
    let naming: FundingNaming
    let formats: Formats
    /// Whether the reader moves budgets.
    let acts: Bool

    private var language: Language { formats.language }

    func page(_ overview: FundingOverview, frame: PageFrame) -> FundingOverviewPage {
        let title = FundingWords.fiscalYear(language).replacing("{year}", with: "\(overview.year)")
        let alerts = alerts(overview)
        return FundingOverviewPage(
            frame: frame, tabs: FundingTabs(FundingPaths.overview, language), words: Words(language),
            asOf: FundingWords.asOf(language).replacing("{year}", with: title)
                .replacing("{time}", with: formats.moment(formats.now)),
            years: Self.years(overview.years, chosen: overview.year, language), kept: Self.kept(language),
            give: acts ? link(.appropriate, overview.year, text: FundingWords.give(language)) : nil,
            moves: acts
                ? BudgetMoveKind.allCases.filter { $0 != .appropriate }.map {
                    link($0, overview.year, text: BudgetMoveWords.title($0)(language))
                } : [],
            alerts: alerts, sums: MoneyFigures(overview.standings, formats),
            programmes: programmes(overview), isEmpty: overview.standings.isEmpty,
            emptyTitle: FundingWords.emptyYear(language).replacing("{year}", with: title))
    }

    static func years(_ years: [Int], chosen: Int, _ language: Language) -> [PageOption] {
        Set(years + [chosen]).sorted(by: >).map {
            PageOption(
                value: "\($0)", text: FundingWords.fiscalYear(language).replacing("{year}", with: "\($0)"),
                isSelected: $0 == chosen)
        }
    }

    static func kept(_ language: Language) -> [PageParameter] {
        language == .zh ? [] : [.init(name: "lang", value: language.rawValue)]
    }

    private func link(_ kind: BudgetMoveKind, _ year: Int, text: String) -> PageLink {
        PageLink(text: text, address: language.address("\(FundingPaths.move(kind))?year=\(year)"))
    }

    private func address(of line: String, _ year: Int) -> String {
        language.address("\(FundingPaths.line(line))?year=\(year)")
    }

    private func alerts(_ overview: FundingOverview) -> [FundingOverviewPage.Alert] {
        var alerts: [FundingOverviewPage.Alert] = []
        func add(_ count: Int, _ words: FundingWords, _ path: String, more: String = "") {
            guard count > 0 else { return }
            alerts.append(
                .init(
                    count: formats.number(Int64(count)), about: words(language) + more,
                    address: language.address(path)))
        }
        let own = formats.number(Int64(overview.waiting.own))
        add(
            overview.waiting.all, .waiting, "\(FundingPaths.vouchers)?state=waiting",
            more: acts && overview.waiting.own > 0
                ? (language == .zh
                    ? "（\(FundingWords.waitingOwn(language)) \(own)）"
                    : " (\(own) \(FundingWords.waitingOwn(language)))")
                : "")
        add(overview.claims, .openClaims, "\(FundingPaths.claims)?state=submitted")
        add(overview.unfunded, .unfunded, FundingPaths.inbox)
        add(overview.exceptions, .exceptions, FundingPaths.inbox + "#exceptions")
        let low = overview.standings.filter { $0.line.station != nil && MoneyFigures.isLow([$0]) }
        for line in naming.funding.lines {
            let count = Set(low.filter { $0.line.fundingLine == line.code }.compactMap(\.line.station)).count
            guard count > 0 else { continue }
            alerts.append(
                .init(
                    count: nil,
                    about: FundingWords.nearlySpent(language).replacing("{line}", with: line.title[language])
                        .replacing("{n}", with: formats.number(Int64(count))),
                    address: address(of: line.code, overview.year)))
        }
        return alerts
    }

    private func programmes(_ overview: FundingOverview) -> [FundingOverviewPage.Programme] {
        let byLine = Dictionary(grouping: overview.standings, by: \.line.fundingLine)
        var programmes: [(code: String, title: String, lines: [String])] = []
        for code in naming.funding.lines.map(\.code) + byLine.keys.filter({ naming.funding.line($0) == nil }).sorted()
        where byLine[code] != nil {
            let programme = naming.funding.line(code)?.programme
            let name = programme?.title[language] ?? code
            if let index = programmes.firstIndex(where: { $0.code == programme?.code ?? code }) {
                programmes[index].lines.append(code)
            } else {
                programmes.append((programme?.code ?? code, name, [code]))
            }
        }
        return programmes.enumerated().map { index, programme in
            FundingOverviewPage.Programme(
                heading: programme.title, id: "programme-\(index)",
                sums: MoneyFigures(programme.lines.flatMap { byLine[$0] ?? [] }, formats),
                lines: programme.lines.map { code in
                    FundingOverviewPage.Line(
                        name: naming.line(code, language), address: address(of: code, overview.year),
                        figures: MoneyFigures(byLine[code] ?? [], formats))
                })
        }
    }
}
