import DistrictConfig
import Foundation
import Funding
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages that show the budget: the year, a funding line with its stations, one budget line with what happened to it.
struct FundingOverviewRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let names: NameAccounts
    let pages: PageMaker

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.overview, policy: FundingPaths.reading(.aggregate),
                "The year's money by programme, and what has to be done about it", parameters: [FundingPaths.year],
                answer: .page, handler: overview),
            Route(
                .get, FundingPaths.lines + "/{line}", policy: FundingPaths.reading(.aggregate),
                "A funding line with the figures of its stations",
                parameters: [FundingPaths.lineCode, FundingPaths.year], answer: .page, problems: [404], handler: line),
            Route(
                .get, FundingPaths.lines + "/{line}/{id}", policy: FundingPaths.reading(.list),
                "A budget line with what happened to it",
                parameters: [FundingPaths.lineCode, .id(of: "budget line"), FundingPaths.after], answer: .page,
                problems: [404], handler: events),
        ]
    }

    /// The year that an address asks for; this one when it asks for none.
    static func year(_ request: Request, _ pages: PageMaker) -> Int {
        if let year = request.query("year").flatMap({ Int($0) }), (2000...2999).contains(year) { return year }
        return Int(pages.formats(.zh).day(pages.now()).year)
    }

    private func acts(_ context: HubContext) throws -> Bool {
        FundingPaths.officers.contains(try context.person().acting.role)
    }

    private func overview(_ request: Request, _ context: HubContext) async throws -> Response {
        let (person, year, acts) = (try context.person(), Self.year(request, pages), try acts(context))
        let decider = acts ? person.account : nil
        let overview = try await desk.read(as: person.principal) { connection in
            let inbox = try await ReadFundingInbox()(limit: 0, on: connection)
            return FundingOverview(
                year: year, years: try await ReadFundingEvents().years(on: connection),
                standings: try await ReadBudget()(year: year, on: connection), unfunded: inbox.unfundedCount,
                exceptions: inbox.exceptionCount,
                waiting: try await ReadVouchers().waiting(for: decider, on: connection),
                claims: try await ReadFundingEvents().openClaims(on: connection))
        }
        let maker = FundingOverviewPageMaker(naming: naming, formats: pages.formats(context.language), acts: acts)
        let frame = pages.frame(FundingWords.title(context.language), path: FundingPaths.overview, context)
            .keeping([.init(name: "year", value: "\(year)")])
        return pages.html(try pages.renderer.html(maker.page(overview, frame: frame)))
    }

    private func line(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let code = context.parameters.get("line"), naming.funding.line(code) != nil else {
            throw Problem.notFound()
        }
        let (person, year, language) = (try context.person(), Self.year(request, pages), context.language)
        let (years, standings) = try await desk.read(as: person.principal) { connection in
            (
                try await ReadFundingEvents().years(on: connection),
                try await ReadBudget()(year: year, on: connection)
            )
        }
        let maker = FundingLinePageMaker(naming: naming, formats: pages.formats(language), acts: try acts(context))
        let frame = pages.frame(naming.line(code, language), path: FundingPaths.line(code), context)
            .keeping([.init(name: "year", value: "\(year)")])
        var page = maker.page(code, year, years: years, standings, frame: frame)
        page.success = Self.done(request, language)
        return pages.html(try pages.renderer.html(page))
    }

    private func events(_ request: Request, _ context: HubContext) async throws -> Response {
        let (person, id, code) = (try context.person(), try context.id(), context.parameters.get("line"))
        let place = request.query("after").flatMap { PlaceInList(text: $0) }
        let found = try await desk.read(as: person.principal) {
            connection -> (BudgetStanding, ReadFundingEvents.Page)? in
            guard let line = try await ReadFundingEvents().line(id, on: connection), line.fundingLine == code else {
                return nil
            }
            let standings = try await ReadBudget()(year: line.fiscalYear, on: connection)
            guard let standing = standings.first(where: { $0.line.id == id }) else { return nil }
            return (standing, try await ReadFundingEvents().ofLine(id, after: place, on: connection))
        }
        guard let (standing, events) = found else { throw Problem.notFound() }
        let people = try await names(Set(events.events.compactMap(\.recordedBy)), as: person.principal)
        let (language, path) = (context.language, FundingPaths.budgetLine(standing.line))
        let formats = pages.formats(language)
        let maker = FundingLinePageMaker(naming: naming.named(people), formats: formats, acts: try acts(context))
        let title = "\(naming.line(standing.line.fundingLine, language)) · \(naming.holder(of: standing.line, formats))"
        let frame = pages.frame(title, path: path, context).keeping(
            place.map { [.init(name: "after", value: $0.text)] } ?? [])
        var page = maker.page(standing, events, frame: frame)
        page.success = Self.done(request, language)
        return pages.html(try pages.renderer.html(page))
    }

    /// What a form says that it recorded.
    private static func done(_ request: Request, _ language: Language) -> String? {
        request.query("done").flatMap(BudgetMoveKind.init(rawValue:)).map {
            FundingWords.moved(language).replacing("{what}", with: BudgetMoveWords.title($0)(language))
        }
    }
}

extension FundingOverviewRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [FundingLinePage.self, FundingOverviewPage.self]
    static let words: [any WordSection.Type] = [FundingWords.self, FundingLine.Source.self, DimensionWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry(
            FundingPaths.overview, FundingWords.menu, for: [.director, .financeOfficer, .auditor], rank: 30)
    ]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, names: services.names,
            pages: services.pages)
    }
}
