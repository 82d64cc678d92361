import Funding
import HubModel
import PageKit

/// Puts the page together.
struct StationFundingPageMaker {
    let station: StationCode
    let naming: FundingNaming
    let formats: Formats

    private var language: Language { formats.language }

    func page(_ funding: StationFunding, frame: PageFrame) -> StationFundingPage {
        let year = FundingWords.fiscalYear(language).replacing("{year}", with: "\(funding.year)")
        return StationFundingPage(
            frame: frame,
            words: Words(language),
            action: FundingPaths.ofStation(station),
            years: FundingOverviewPageMaker.years(funding.years, chosen: funding.year, language),
            kept: FundingOverviewPageMaker.kept(language),
            asOf: FundingWords.asOf(language).replacing("{year}", with: year)
                .replacing("{time}", with: formats.moment(formats.now)),
            lines: funding.standings.map { standing in
                StationFundingPage.Line(
                    name: naming.line(standing.line.fundingLine, language), term: term(standing.line),
                    figures: MoneyFigures([standing], formats))
            }, isEmpty: funding.standings.isEmpty, sums: MoneyFigures(funding.standings, formats),
            unfunded: funding.inbox.unfunded.map(unfunded),
            unfundedCount: formats.number(Int64(funding.inbox.unfundedCount)),
            next: funding.inbox.next.map { place in
                let after = PageParameter(name: "after", value: place.text).inAddress
                return PageLink(
                    text: FundingWords.more(language),
                    address: language.address("\(FundingPaths.ofStation(station))?year=\(funding.year)&\(after)"))
            },
            claims: PageLink(
                text: StationFundingWords.claim(language), address: language.address(FundingPaths.claims(of: station))),
            claimRows: funding.claims.map {
                ClaimListPageMaker(
                    naming: naming, formats: formats, state: nil, manager: station, station: nil, stations: [:]
                ).row($0)
            })
    }

    private func term(_ line: BudgetLine) -> String {
        guard line.length < 12 else { return StationFundingWords.wholeYear(language) }
        let (first, last) = (formats.month(line.months.lowerBound), formats.month(line.months.upperBound))
        return first == last ? first : "\(first)–\(last)"
    }

    private func unfunded(_ order: UnfundedOrder) -> StationFundingPage.Unfunded {
        StationFundingPage.Unfunded(
            order: order.key.order,
            address: language.address(OrderPaths.one(order.key.order, at: order.key.station)),
            service: naming.service(order.package, order.item, language),
            wanted: MoneyAmount(max(order.wantedFen, order.actualFen ?? 0), formats),
            time: formats.moment(order.occurredAt), fullTime: formats.full(order.occurredAt),
            why: order.reason?(language) ?? FundingInboxWords.unreserved(language))
    }
}
