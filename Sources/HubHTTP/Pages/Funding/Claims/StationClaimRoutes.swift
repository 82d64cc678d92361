import Foundation
import Funding
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// The pages on which a station's manager claims what verified services are owed.
struct StationClaimRoutes {
    let desk: FundingDesk
    let naming: FundingNaming
    let names: NameAccounts
    let pages: PageMaker

    private static let one = FundingPaths.claimsOfStation + "/{id}"

    var routes: [Route] {
        [
            Route(
                .get, FundingPaths.claimsOfStation, policy: FundingPaths.managing(.list),
                "A station's claims, and what it can claim",
                parameters: [.stationCode, ClaimRoutes.filters[0], FundingPaths.after], answer: .page, problems: [404]
            ) { request, context in try await list(request, error: nil, context) },
            Route(
                .post, FundingPaths.claimsOfStation, policy: FundingPaths.managing(.change), "Submits a claim",
                parameters: [.stationCode], request: .form, answer: .page, problems: ClaimRoutes.problems,
                handler: submit),
            Route(
                .get, Self.one, policy: FundingPaths.managing(.single), "A claim of the station",
                parameters: [.stationCode, .id(of: "claim")], answer: .page, problems: [404]
            ) { request, context in try await show(context, done: request.query("done"), error: nil) },
            Route(
                .post, Self.one + "/withdraw", policy: FundingPaths.managing(.change), "Takes a claim back",
                parameters: [.stationCode, .id(of: "claim")], request: .form, answer: .page,
                problems: ClaimRoutes.problems, handler: withdraw),
        ]
    }

    private func list(
        _ request: Request, error: Refusal?, _ context: HubContext
    ) async throws -> Response {
        let (station, person, language) = (try context.stationCode(), try context.person(), context.language)
        let state = request.query("state").flatMap(Claim.State.init(rawValue:))
        let cursor = request.query("after").flatMap { ClaimCursor(text: $0) }
        let (page, claimable) = try await desk.read(as: person.principal) { connection in
            (
                try await ReadClaims()(
                    of: station, states: state.map { [$0] } ?? [], before: cursor, on: connection),
                try await ReadClaims().claimable(of: station, on: connection)
            )
        }
        let maker = ClaimListPageMaker(
            naming: naming, formats: pages.formats(language), state: state, manager: station, station: nil,
            stations: [:])
        let frame = pages.frame(
            ClaimWords.ownTitle(language), path: FundingPaths.claims(of: station), context
        ).keeping(maker.query)
        var shown = maker.page(page, frame: frame, token: context.formToken)
        shown.groups = maker.groups(claimable, typed: context.form) { UUID(version7At: pages.now()) }
        shown.isClaiming = true
        shown.error = error?.words[language]
        return pages.html(try pages.renderer.html(shown), status: error?.status ?? .ok)
    }

    private func submit(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, form, now) = (try context.stationCode(), context.form, pages.now())
        let orders = (0..<SubmitClaim.limit).compactMap { form["order.\($0)"] }
        let id = form["claim"].flatMap(UUID.init(uuidString:)) ?? UUID(version7At: now)
        return try await context.step(again: { try await list(request, error: $0, context) }) {
            let claim = try await desk.submit(orders, of: station, id: id, by: try context.fundingAuthor(at: now))
            return "\(FundingPaths.claim(claim.id, of: station))?done=submitted"
        }
    }

    private func show(
        _ context: HubContext, done: String?, error: Refusal?
    ) async throws -> Response {
        let (station, id) = (try context.stationCode(), try context.id())
        let (person, language) = (try context.person(), context.language)
        let found = try await desk.read(as: person.principal) { connection in
            let found = try await ReadClaims().one(id, on: connection)
            guard let payment = found?.claim.payment else { return (found, nil as FundingEventRecord?) }
            return (found, try await ReadFundingEvents().one(payment, on: connection))
        }
        guard let (claim, orders) = found.0, claim.station == station else { throw Problem.notFound() }
        let maker = ClaimPageMaker(
            naming: naming.named(try await names([claim.submittedBy], as: person.principal)),
            formats: pages.formats(language), reader: person.account, acts: false, station: station)
        var page = maker.page(
            claim, orders, payment: found.1, typed: context.form, event: id,
            frame: pages.frame(
                "\(ClaimWords.ownTitle(language)) \(claim.number)", path: FundingPaths.claim(id, of: station), context),
            token: context.formToken)
        page.error = error?.words[language]
        page.success =
            done == "submitted"
            ? ClaimWords.doneSubmitted(language).replacing("{number}", with: claim.number)
            : ClaimDone(rawValue: done ?? "")?.words(language)
        return pages.html(try pages.renderer.html(page), status: error?.status ?? .ok)
    }

    private func withdraw(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, id) = (try context.stationCode(), try context.id())
        return try await context.step(again: { try await show(context, done: nil, error: $0) }) {
            try await desk.withdraw(id, of: station, by: try context.fundingAuthor(at: pages.now()))
            return "\(FundingPaths.claim(id, of: station))?done=withdrawn"
        }
    }
}

extension StationClaimRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            desk: services.funding, naming: services.fundingNaming, names: services.names,
            pages: services.pages)
    }
}
