import Foundation
import Funding
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The page on which a station's manager sees the own station's money.
struct StationFundingRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let pages: PageMaker

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.ofStation, policy: FundingPaths.managing(.list),
                "A station's budget, and its orders without one",
                parameters: [.stationCode, FundingPaths.year, FundingPaths.after], answer: .page, problems: [404],
                handler: show)
        ]
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, person, language) = (try context.stationCode(), try context.person(), context.language)
        let year = FundingOverviewRoutes.year(request, pages)
        let place = request.query("after").flatMap { FundingInboxPlace(text: $0) }
        let funding = try await desk.read(as: person.principal) { connection in
            StationFunding(
                year: year, years: try await ReadFundingEvents().years(on: connection),
                standings: try await ReadBudget()(year: year, on: connection),
                inbox: try await ReadFundingInbox()(of: station, after: place, on: connection),
                claims: try await ReadClaims()(of: station, limit: 5, on: connection).claims)
        }
        let maker = StationFundingPageMaker(station: station, naming: naming, formats: pages.formats(language))
        let frame = pages.frame(
            StationFundingWords.title(language), path: FundingPaths.ofStation(station), context
        ).keeping([.init(name: "year", value: "\(year)")])
        return pages.html(try pages.renderer.html(maker.page(funding, frame: frame)))
    }
}

extension StationFundingRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [StationFundingPage.self]
    static let words: [any WordSection.Type] = [StationFundingWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("{home}/funding", FundingWords.menu, for: [.stationManager], rank: 30)
    ]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, pages: services.pages)
    }
}
