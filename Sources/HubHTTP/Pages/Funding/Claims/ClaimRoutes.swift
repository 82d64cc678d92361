import DistrictConfig
import Foundation
import Funding
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages on which the bureau decides on claims, pays them, and records money that came back.
struct ClaimRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let names: NameAccounts
    let pages: PageMaker

    static let filters: [RouteParameter] = [
        RouteParameter("state", in: .query, schema: #"{"type":"string"}"#, "The state that claims stand in"),
        RouteParameter("station", in: .query, schema: #"{"type":"string"}"#, "The code of a station"),
    ]
    static let problems = [404, 409, 413, 415, 422]
    private static let one = FundingPaths.claims + "/{id}"

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.claims, policy: FundingPaths.reading(.list), "The claims of all stations",
                parameters: Self.filters + [FundingPaths.after], answer: .page, handler: list),
            Route(
                .get, Self.one, policy: FundingPaths.reading(.single), "A claim with its orders",
                parameters: [.id(of: "claim")], answer: .page, problems: [404]
            ) { request, context in try await show(context, done: request.query("done"), error: nil) },
            step("approve", "Approves a claim", done: "approved") { desk, id, _, author in
                try await desk.decide(id, .approve, by: author)
            },
            step("reject", "Rejects a claim with a reason", done: "rejected") { desk, id, form, author in
                try await desk.decide(id, .reject(reason: form["reason"] ?? ""), by: author)
            },
            step("pay", "Prepares the payment of a claim", done: "paid") { desk, id, form, author in
                let method = FundingEventCode(rawValue: form["method"] ?? "") ?? .yearEndClose
                try await desk.pay(
                    id, method, document: form["document"] ?? "", event: Self.event(form, author), by: author)
            },
            step("return", "Records that money of a paid claim came back", done: "returned") { desk, id, form, author in
                try await desk.returnPayment(
                    of: id, orders: (0..<SubmitClaim.limit).compactMap { form["order.\($0)"] },
                    document: form["document"] ?? "", reason: form["return-reason"] ?? "",
                    event: Self.event(form, author), by: author)
            },
        ]
    }

    private static func event(_ form: FormFields, _ author: FundingAuthor) -> UUID {
        form["event"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: author.now)
    }

    /// What a step does with a claim in the name of who takes it.
    private typealias Work = @Sendable (FundingDesk, UUID, FormFields, FundingAuthor) async throws -> Void

    /// A step of the bureau's; what can't be done is said on the claim's page, with what was typed.
    private func step(
        _ name: String, _ summary: String, done: String, _ work: @escaping Work
    ) -> Route {
        Route(
            .post, "\(Self.one)/\(name)", policy: FundingPaths.acting(.change), summary,
            parameters: [.id(of: "claim")], request: .form, answer: .page, problems: Self.problems
        ) { _, context in
            let id = try context.id()
            return try await context.step(again: { try await show(context, done: nil, error: $0) }) {
                try await work(desk, id, context.form, try context.fundingAuthor(at: pages.now()))
                return "\(FundingPaths.claim(id))?done=\(done)"
            }
        }
    }

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        let (person, language) = (try context.person(), context.language)
        let state = request.query("state").flatMap(Claim.State.init(rawValue:))
        let station = request.query("station").flatMap { StationCode(rawValue: $0) }
        let cursor = request.query("after").flatMap { ClaimCursor(text: $0) }
        let page = try await desk.read(as: person.principal) {
            try await ReadClaims()(of: station, states: state.map { [$0] } ?? [], before: cursor, on: $0)
        }
        let maker = ClaimListPageMaker(
            naming: naming, formats: pages.formats(language), state: state, manager: nil, station: station,
            stations: pages.names.stations)
        let frame = pages.frame(ClaimWords.title(language), path: FundingPaths.claims, context).keeping(maker.query)
        return pages.html(try pages.renderer.html(maker.page(page, frame: frame, token: context.formToken)))
    }

    private func show(_ context: HubContext, done: String?, error: Refusal?) async throws -> Response {
        let (id, person, language) = (try context.id(), try context.person(), context.language)
        let found = try await desk.read(as: person.principal) { connection in
            let found = try await ReadClaims().one(id, on: connection)
            guard let payment = found?.claim.payment else { return (found, nil as FundingEventRecord?) }
            return (found, try await ReadFundingEvents().one(payment, on: connection))
        }
        guard let (claim, orders) = found.0 else { throw Problem.notFound() }
        let people = try await names(
            Set([claim.submittedBy, claim.decidedBy].compactMap(\.self)), as: person.principal)
        let maker = ClaimPageMaker(
            naming: naming.named(people), formats: pages.formats(language), reader: person.account,
            acts: FundingPaths.officers.contains(person.acting.role), station: nil)
        var page = maker.page(
            claim, orders, payment: found.1, typed: context.form,
            event: context.form["event"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: pages.now()),
            frame: pages.frame(
                "\(ClaimWords.title(language)) \(claim.number)", path: FundingPaths.claim(id), context),
            token: context.formToken)
        page.error = error?.words[language]
        page.success = ClaimDone(rawValue: done ?? "")?.words(language)
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }
}

extension ClaimRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ClaimListPage.self, ClaimPage.self]
    static let words: [any WordSection.Type] = [ClaimWords.self, Claim.State.self]

    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, names: services.names,
            pages: services.pages)
    }
}
