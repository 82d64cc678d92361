import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Services

/// Makes the links and codes of residents, each shown once: they stand in the answer to the form, which no address leads to
/// again.
struct OrderLinkRoutes {
    let make: MakeOrderLink
    let pages: PageMaker

    var routes: [Route] {
        [
            Route(
                .post, OrderPaths.list + "/link", policy: OrderPaths.policy(.change),
                "Makes a link with which a resident orders one thing", parameters: [.stationCode], request: .form,
                answer: .page, problems: [404, 413, 415, 422], handler: placing),
            verifying("link", "Makes a link with which the resident verifies an order", asCode: false),
            verifying("code", "Makes a code with which the resident verifies an order", asCode: true),
        ]
    }

    private func placing(_ request: Request, _ context: HubContext) async throws -> Response {
        let station = try context.stationCode()
        let made = try await make.placing(
            for: try ResidentID(typed: context.form["resident"]), by: try context.person().asActing,
            source: context.origin.address, at: pages.now())
        return try answer(
            made, order: nil, at: station, lead: .placeLinkLead, back: OrderPaths.list(of: station), context)
    }

    private func verifying(_ name: String, _ summary: String, asCode: Bool) -> Route {
        Route(
            .post, "\(OrderPaths.one)/\(name)", policy: OrderPaths.policy(.change), summary,
            parameters: [.stationCode, .order], request: .form, answer: .page, problems: [404, 409, 413, 415]
        ) { _, context in
            let (station, order) = (try context.stationCode(), try context.order())
            let made = try await make.verifying(
                order, asCode: asCode, by: try context.person().asActing, source: context.origin.address,
                at: pages.now())
            return try answer(
                made, order: order, at: station, lead: asCode ? .codeLead : .linkLead,
                back: OrderPaths.one(order, at: station), context)
        }
    }

    private func answer(
        _ made: MakeOrderLink.Made, order: String?, at station: StationCode, lead: OrderWords, back: String,
        _ context: HubContext
    ) throws -> Response {
        let language = context.language
        let (title, codes, address, expiresAt) =
            switch made {
            case .link(let token, let expiresAt):
                (
                    OrderWords.linkTitle,
                    [pages.address(ResidentOrderPaths.page(token, isOrder: order == nil), context)], nil as String?,
                    expiresAt
                )
            case .code(let code, let expiresAt):
                (
                    OrderWords.codeTitle, [order ?? "", code],
                    pages.address(language.address(ResidentOrderPaths.counter(of: station)), context), expiresAt
                )
            }
        var page = pages.form(title(language), path: back, context)
        page.lead = lead(language)
        page.codes = codes
        page.picture = QRCode.drawing(of: address ?? codes[0])
        page.success = OrderWords.validUntil(language).replacing(
            "{time}", with: pages.formats(language).full(expiresAt))
        page.links = address.map { [PageLink(text: OrderWords.counter(language), address: $0)] } ?? []
        page.links.append(
            PageLink(
                text: order.map { "← \($0)" } ?? OrderWords.back(language), address: language.address(back)))
        return try pages.answer(page)
    }
}

extension OrderLinkRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            make: MakeOrderLink(services.hub.orders), pages: services.pages)
    }
}
