import DistrictConfig
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
            step("approve", "Approves a claim", .claimApproved, done: "approved") { _, _ in
                { id, acting, now, connection in
                    try await DecideClaim(at: now)(id, .approve, by: acting.account, on: connection)
                }
            },
            step("reject", "Rejects a claim with a reason", .claimRejected, done: "rejected") { form, _ in
                let reason = form["reason"] ?? ""
                return { id, acting, now, connection in
                    try await DecideClaim(at: now)(id, .reject(reason: reason), by: acting.account, on: connection)
                }
            },
            step("pay", "Prepares the payment of a claim", .claimPaid, done: "paid") { form, funding in
                let method = FundingEventCode(rawValue: form["method"] ?? "") ?? .yearEndClose
                let (document, event) = (form["document"] ?? "", form["event"].flatMap(UUID.init(uuidString:)))
                return { id, acting, now, connection in
                    try await PayClaim(context: funding, at: now)(
                        id, method, document: document, event: event ?? UUID(version7At: now), by: acting.account,
                        on: connection)
                }
            },
            step("return", "Records that money of a paid claim came back", .paymentReturned, done: "returned") {
                form, funding in
                let orders = (0..<SubmitClaim.limit).compactMap { form["order.\($0)"] }
                let (document, reason) = (form["document"] ?? "", form["return-reason"] ?? "")
                let event = form["event"].flatMap(UUID.init(uuidString:))
                return { id, acting, now, connection in
                    try await ReturnPayment(context: funding, at: now)(
                        id, orders: orders, document: document, reason: reason, event: event ?? UUID(version7At: now),
                        by: acting.account, on: connection)
                }
            },
        ]
    }

    /// What a step does in the transaction of who takes it.
    typealias Work = @Sendable (UUID, Principal.Acting, Date, isolated Connection) async throws -> Void

    /// A step of the bureau's; what can't be done is said on the claim's page, with what was typed.
    private func step(
        _ name: String, _ summary: String, _ deed: AuditDeed, done: String,
        _ work: @escaping @Sendable (FormFields, FundingContext) -> Work
    ) -> Route {
        Route(
            .post, "\(Self.one)/\(name)", policy: FundingPaths.acting(.change), summary,
            parameters: [.id(of: "claim")], request: .form, answer: .page, problems: Self.problems
        ) { _, context in
            let (id, now, source) = (try context.id(), pages.now(), context.origin.address)
            let acting = try context.person().asActing
            let work = work(context.form, desk.context)
            do {
                try await desk.change(by: acting) { _ in
                    [.funding(deed, .init(.claim, id.lowercased), by: acting, source: source, at: now)]
                } _: { connection in
                    try await work(id, acting, now, connection)
                }
                return .seeOther(context.language.address("\(FundingPaths.claim(id))?done=\(done)"))
            } catch let refusal as any FundingRefusal where !refusal.isAbsence {
                return try await show(context, done: nil, error: refusal)
            } catch ClaimError.notFound {
                throw Problem.notFound()
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

    private func show(_ context: HubContext, done: String?, error: (any FundingRefusal)?) async throws -> Response {
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

/// What a form says that it did, in the address that it leads to.
enum ClaimDone: String {
    case withdrawn, approved, rejected, paid, returned

    func words(_ language: Language) -> String {
        switch self {
        case .withdrawn: ClaimWords.doneWithdrawn(language)
        case .approved: ClaimWords.doneApproved(language)
        case .rejected: ClaimWords.doneRejected(language)
        case .paid: ClaimWords.donePaid(language)
        case .returned: ClaimWords.doneReturned(language)
        }
    }
}
