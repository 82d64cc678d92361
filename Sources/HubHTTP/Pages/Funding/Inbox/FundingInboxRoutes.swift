import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The page on which what money didn't follow is looked at and settled.
struct FundingInboxRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let pages: PageMaker

    private static let station = RouteParameter(
        "station", in: .query, schema: #"{"type":"string"}"#, "The code of a station")
    private static let problems = [404, 409, 413, 415, 422]

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.inbox, policy: FundingPaths.reading(.list),
                "Orders without a budget, and steps of orders that no money follows",
                parameters: [Self.station, FundingPaths.after], answer: .page
            ) { request, context in try await show(request, error: nil, context) },
            Route(
                .post, FundingPaths.inbox + "/retry", policy: FundingPaths.acting(.change),
                "Tries again to reserve for orders without a budget", request: .form, answer: .page,
                problems: Self.problems
            ) { _, context in
                let outcome = try await desk.retryUnfunded(by: try context.fundingAuthor(at: pages.now()))
                return .seeOther(
                    context.language.address(
                        "\(FundingPaths.inbox)?tried=\(outcome.tried)&funded=\(max(0, outcome.funded))"))
            },
            Route(
                .post, FundingPaths.inbox + "/book-again", policy: FundingPaths.acting(.change),
                "Reserves anew for a service whose voucher was rejected", request: .form, answer: .page,
                problems: Self.problems, handler: bookAgain),
            Route(
                .post, FundingPaths.inbox + "/resolve", policy: FundingPaths.acting(.change),
                "Settles a step of an order that no money follows", request: .form, answer: .page,
                problems: Self.problems, handler: resolve),
        ]
    }

    private func show(
        _ request: Request, error: Refusal?, _ context: HubContext
    ) async throws -> Response {
        let (person, language) = (try context.person(), context.language)
        let station = request.query("station").flatMap { StationCode(rawValue: $0) }
        let place = request.query("after").flatMap { FundingInboxPlace(text: $0) }
        let inbox = try await desk.read(as: person.principal) {
            try await ReadFundingInbox()(of: station, after: place, on: $0)
        }
        let maker = FundingInboxPageMaker(
            naming: naming, stations: pages.names.stations, context: desk.context, formats: pages.formats(language),
            station: station, acts: FundingPaths.officers.contains(person.acting.role))
        let kept = [
            station.map { PageParameter(name: "station", value: $0.rawValue) },
            place.map { PageParameter(name: "after", value: $0.text) },
        ].compactMap(\.self)
        var page = maker.page(
            inbox, typed: context.form,
            frame: pages.frame(FundingInboxWords.title(language), path: FundingPaths.inbox, context).keeping(kept),
            token: context.formToken)
        page.error = error?.words[language]
        page.success = Self.done(request, pages.formats(language))
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }

    private static func done(_ request: Request, _ formats: Formats) -> String? {
        switch request.query("done") {
        case "resolved": return FundingInboxWords.resolved(formats.language)
        case "booked": return FundingInboxWords.bookedAgain(formats.language)
        case "unbooked": return FundingInboxWords.bookedWithoutBudget(formats.language)
        default: break
        }
        guard let tried = request.query("tried").flatMap({ Int64($0) }),
            let funded = request.query("funded").flatMap({ Int64($0) })
        else { return nil }
        return FundingInboxWords.retried(formats.language).replacing("{n}", with: formats.number(tried))
            .replacing("{m}", with: formats.number(funded))
    }

    private func bookAgain(_ request: Request, _ context: HubContext) async throws -> Response {
        let form = context.form
        guard let order = form["order"], !order.contains("\0"),
            let station = form["station"].flatMap({ StationCode(rawValue: $0) })
        else {
            throw Problem.notFound()
        }
        return try await context.step(again: { try await show(request, error: $0, context) }) {
            let isFunded = try await desk.reserveRejected(
                OrderKey(station: station, order: order), by: try context.fundingAuthor(at: pages.now()))
            return "\(FundingPaths.inbox)?done=\(isFunded ? "booked" : "unbooked")"
        }
    }

    private func resolve(_ request: Request, _ context: HubContext) async throws -> Response {
        let form = context.form
        guard let fact = form["fact"].flatMap(UUID.init(uuidString:)).map(FactID.init(rawValue:)),
            let station = form["station"].flatMap({ StationCode(rawValue: $0) })
        else { throw Problem.notFound() }
        return try await context.step(again: { try await show(request, error: $0, context) }) {
            try await desk.resolve(
                fact, of: station, note: form["note.\(fact)"] ?? "", by: try context.fundingAuthor(at: pages.now()))
            return "\(FundingPaths.inbox)?done=resolved#exceptions"
        }
    }
}

extension FundingInboxRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [FundingInboxPage.self]
    static let words: [any WordSection.Type] = [
        FundingInboxWords.self, FundingException.Code.self, FundingExceptionTodo.self, UnfundedTodo.self,
    ]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, pages: services.pages)
    }
}
