import Foundation
import Funding
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Postgres
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
            step("close", "Closes a month", .monthClosed, done: "closed") { month, _, funding in
                { _, now, connection in
                    _ = try await CloseMonth(context: funding, at: now)(month, on: connection)
                }
            },
            step("reopen", "Asks to open a closed month again", .reopeningAsked, done: "asked") { month, form, _ in
                let (reason, request) = (form["reason"] ?? "", form["request"].flatMap(UUID.init(uuidString:)))
                return { acting, now, connection in
                    try await ReopenMonth(at: now).ask(
                        month, reason: reason, request: request ?? UUID(version7At: now), by: acting.account,
                        on: connection)
                }
            },
            step("confirm", "Opens a closed month again", .monthReopened, done: "confirmed") { month, form, _ in
                let request = form["request"].flatMap(UUID.init(uuidString:))
                return { _, now, connection in
                    guard let request else { throw PeriodError.requestNotFound }
                    let opened = try await ReopenMonth(at: now).confirm(request, on: connection)
                    guard opened == month else { throw PeriodError.requestNotFound }
                }
            },
        ]
    }

    private typealias Work = @Sendable (Principal.Acting, Date, isolated Connection) async throws -> Void

    private func step(
        _ name: String, _ summary: String, _ deed: AuditDeed, done: String,
        _ work: @escaping @Sendable (CivilDate, FormFields, FundingContext) -> Work
    ) -> Route {
        Route(
            .post, "\(Self.one)/\(name)", policy: FundingPaths.acting(.change), summary, parameters: [Self.month],
            request: .form, answer: .page, problems: ClaimRoutes.problems
        ) { _, context in
            let (month, now, source) = (try Self.month(context), pages.now(), context.origin.address)
            let acting = try context.person().asActing
            let (work, reason) = (work(month, context.form, desk.context), context.form["reason"])
            do {
                try await desk.change(by: acting) { _ in
                    [
                        .funding(
                            deed, .init(.month, String(month.description.prefix(7))), by: acting, source: source,
                            reason: reason, at: now)
                    ]
                } _: { connection in
                    try await work(acting, now, connection)
                }
                return .seeOther(context.language.address("\(FundingPaths.month(month))?done=\(done)"))
            } catch let refusal as any FundingRefusal {
                return try await show(context, done: nil, error: refusal)
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

    private func show(_ context: HubContext, done: String?, error: (any FundingRefusal)?) async throws -> Response {
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
