import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages on which months of the books are closed, and opened again by two people.
struct FundingMonthRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let names: NameAccounts
    let pages: PageMaker

    private static let one = FundingPaths.months + "/{month}"
    private static let month = RouteParameter(
        "month", in: .path, required: true, schema: #"{"type":"string"}"#, "The month, YYYY-MM")
    /// Reservations that are listed; the sum tells of all.
    private static let reservations = 200

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.months, policy: FundingPaths.reading(.aggregate), "The months of the books",
                answer: .page, handler: list),
            Route(
                .get, Self.one, policy: FundingPaths.reading(.list), "A month with what its close proves",
                parameters: [Self.month], answer: .page, problems: [404]
            ) { request, context in try await show(context, done: request.query("done"), error: nil) },
            step("close", "Closes a month", done: "closed") { desk, month, _, _, author in
                try await desk.close(month: month, by: author)
            },
            step("reopen", "Asks to open a closed month again", done: "asked") { desk, month, form, request, author in
                try await desk.askToReopen(
                    month, reason: form["reason"] ?? "", request: request ?? UUID(version7At: author.now), by: author)
            },
            step("confirm", "Opens a closed month again", done: "confirmed") { desk, month, _, request, author in
                guard let request else { throw PeriodError.requestNotFound }
                try await desk.reopen(month, request: request, by: author)
            },
        ]
    }

    /// What a step does with a month in the name of who takes it; with the id of a request to reopen, when the form has one.
    private typealias Work =
        @Sendable (FundingDesk, CivilDate, FormFields, UUID?, FundingAuthor) async throws -> Void

    private func step(
        _ name: String, _ summary: String, done: String, _ work: @escaping Work
    ) -> Route {
        Route(
            .post, "\(Self.one)/\(name)", policy: FundingPaths.acting(.change), summary, parameters: [Self.month],
            request: .form, answer: .page, problems: ClaimRoutes.problems
        ) { _, context in
            let (month, form) = (try Self.month(context), context.form)
            return try await context.step(again: { try await show(context, done: nil, error: $0) }) {
                try await work(
                    desk, month, form, form["request"].flatMap(UUID.init(uuidString:)),
                    try context.fundingAuthor(at: pages.now()))
                return "\(FundingPaths.month(month))?done=\(done)"
            }
        }
    }

    private static func month(_ context: HubContext) throws -> CivilDate {
        guard let month = context.parameters.get("month").flatMap({ CivilDate("\($0)-01") }) else {
            throw Problem.notFound()
        }
        return month
    }

    private func maker(_ accounts: [UUID?], _ context: HubContext) async throws -> FundingMonthPageMaker {
        let person = try context.person()
        let people = try await names(Set(accounts.compactMap(\.self)), as: person.principal)
        return FundingMonthPageMaker(
            naming: naming.named(people), formats: pages.formats(context.language), reader: person.account,
            acts: FundingPaths.officers.contains(person.acting.role))
    }

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        let periods = try await desk.read(as: try context.person().principal) { try await ReadPeriods()(on: $0) }
        let frame = pages.frame(FundingMonthWords.title(context.language), path: FundingPaths.months, context)
        let maker = try await maker(periods.map(\.closing?.by), context)
        return pages.html(try pages.renderer.html(maker.page(periods, frame: frame, token: context.formToken)))
    }

    private func show(_ context: HubContext, done: String?, error: Refusal?) async throws -> Response {
        let (month, language, now, funding) = (try Self.month(context), context.language, pages.now(), desk.context)
        let found = try await desk.read(as: try context.person().principal) { connection -> FundingMonth? in
            let periods = try await ReadPeriods()(on: connection)
            guard let period = periods.first(where: { $0.month == month }) else { return nil }
            let proof: PeriodProof
            if !period.isOpen, let kept = period.closing?.proof {
                proof = kept
            } else {
                proof = try await CloseMonth(context: funding, at: now).preview(month, on: connection)
            }
            return FundingMonth(
                period: period, proof: proof,
                reservations: try await ReadOpenReservations()(limit: Self.reservations, on: connection))
        }
        guard let found else { throw Problem.notFound() }
        let maker = try await maker([found.period.closing?.by, found.period.request?.by], context)
        var page = maker.page(
            found, typed: context.form, request: UUID(version7At: now),
            frame: pages.frame(
                "\(FundingMonthWords.title(language)) \(pages.formats(language).month(month))",
                path: FundingPaths.month(month), context), token: context.formToken)
        page.error = error?.words[language]
        page.success =
            switch done {
            case "closed": FundingMonthWords.doneClosed(language)
            case "asked": FundingMonthWords.doneAsked(language)
            case "confirmed": FundingMonthWords.doneConfirmed(language)
            default: nil
            }
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }
}

extension FundingMonthRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [FundingMonthsPage.self]
    static let words: [any WordSection.Type] = [FundingMonthWords.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, names: services.names,
            pages: services.pages)
    }
}
