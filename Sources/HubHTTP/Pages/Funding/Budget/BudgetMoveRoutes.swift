import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import Ledger
import PageKit
import Protection

/// The forms by which budgets are given, allocated, adjusted and frozen.
struct BudgetMoveRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let pages: PageMaker

    private static let suggestions = ["line", "funding-line", "station"].map {
        RouteParameter($0, in: .query, schema: #"{"type":"string"}"#, "What the form begins with")
    }

    var routes: [Route] {
        BudgetMoveKind.allCases.flatMap { kind in
            [
                Route(
                    .get, FundingPaths.move(kind), policy: FundingPaths.acting(.form),
                    "The form to \(kind.rawValue) a budget", parameters: [FundingPaths.year] + Self.suggestions,
                    answer: .page
                ) { request, context in
                    let typed = FormFields(request.uri.query ?? "")
                    return try await show(
                        kind, typed: typed, year: FundingOverviewRoutes.year(request, pages), context)
                },
                Route(
                    .post, FundingPaths.move(kind), policy: FundingPaths.acting(.change),
                    "Makes a budget move: \(kind.rawValue)", request: .form, answer: .page,
                    problems: [404, 409, 413, 415, 422]
                ) { _, context in try await move(kind, context) },
            ]
        }
    }

    private func standings(_ year: Int, _ context: HubContext) async throws -> [BudgetStanding] {
        try await desk.read(as: try context.person().principal) { try await ReadBudget()(year: year, on: $0) }
    }

    private func show(
        _ kind: BudgetMoveKind, typed: FormFields, year: Int, error: Refusal? = nil,
        _ context: HubContext
    ) async throws -> Response {
        let (language, now) = (context.language, pages.now())
        let standings = try await standings(year, context)
        let fields = BudgetMoveFields(
            naming: naming, stations: pages.names.stations, formats: pages.formats(language), standings: standings,
            year: year)
        var page = pages.form(BudgetMoveWords.title(kind)(language), path: FundingPaths.move(kind), context)
        page.lead = BudgetMoveWords.lead(kind)(language)
        page.error = error?.words[language]
        let choosesLine = kind != .appropriate && kind != .allocate
        if choosesLine, standings.isEmpty, error == nil { page.error = BudgetMoveWords.noLines(language) }
        // A form that was refused is sent again under its id; one that was recorded takes a new one.
        let used = error?.words == BudgetMoveWords.formUsed.text
        let id = used ? nil : typed["id"].flatMap(UUID.init(uuidString:))
        page.forms = [fields.form(kind, typed: typed, id: id ?? UUID(version7At: now))]
        page.links = [
            PageLink(
                text: FundingWords.back(language), address: language.address("\(FundingPaths.overview)?year=\(year)"))
        ]
        return try pages.answer(page, status: error?.status ?? .ok)
    }

    private func move(_ kind: BudgetMoveKind, _ context: HubContext) async throws -> Response {
        let (typed, now) = (context.form, pages.now())
        let asked = (typed["year"] ?? typed["in-year"]).flatMap { Int($0) } ?? 0
        let year = (2000...2999).contains(asked) ? asked : Int(pages.formats(context.language).day(now).year)
        let form = BudgetMoveForm(kind: kind, typed: typed)
        return try await context.step(again: { try await show(kind, typed: typed, year: year, error: $0, context) }) {
            let (move, line) = try form.move(lines: try await standings(year, context).map(\.line)) {
                pages.names.stations[$0] != nil
            }
            do {
                try await desk.move(
                    move, of: line, fen: try form.amount(), id: form.id ?? UUID(version7At: now),
                    by: try context.fundingAuthor(at: now))
            } catch FundingError.refused(.keyReused) {
                throw Refusal(BudgetMoveWords.formUsed.text, .conflict)
            }
            let path =
                kind == .appropriate || kind == .allocate
                ? "\(FundingPaths.line(line.fundingLine))?year=\(line.fiscalYear)&"
                : "\(FundingPaths.budgetLine(line))?"
            return "\(path)done=\(kind.rawValue)"
        }
    }
}

extension BudgetMoveRoutes: HubRouteGroup {
    static let words: [any WordSection.Type] = [BudgetMoveWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, pages: services.pages)
    }
}
