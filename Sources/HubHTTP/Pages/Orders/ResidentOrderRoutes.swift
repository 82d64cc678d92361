import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Services

/// The pages of residents, who have no account: to order one thing, and to say whether a service was received.
///
/// They show the catalogue or the one service, and nothing of the resident. Looking changes nothing.
struct ResidentOrderRoutes {
    let find: FindOrderLink
    let place: PlaceOrder
    let quote: QuoteOrder
    let verify: VerifyOrder
    let read: ReadOrders
    let throttle: EnrolmentThrottle
    let naming: OrderNaming
    let pages: PageMaker

    private static let problems = [404, 409, 410, 413, 415, 422]

    var routes: [Route] {
        [
            Route(
                .get, ResidentOrderPaths.order, policy: .link, "What a resident can order with a link",
                parameters: [.token], answer: .page, problems: Self.problems
            ) { _, context in
                try await discreet(context) { try await choose(try await link(.place, context), error: nil, context) }
            },
            Route(
                .post, ResidentOrderPaths.order, policy: .link, "Orders one thing with a link", parameters: [.token],
                request: .form, answer: .page, problems: Self.problems
            ) { _, context in try await discreet(context) { try await order(context) } },
            Route(
                .get, ResidentOrderPaths.verify, policy: .link, "The service that a link asks about",
                parameters: [.token], answer: .page, problems: Self.problems
            ) { _, context in
                try await discreet(context) { try await ask(try await link(.verify, context), context) }
            },
            Route(
                .post, ResidentOrderPaths.verify, policy: .link, "Says whether a service was received",
                parameters: [.token], request: .form, answer: .page, problems: Self.problems
            ) { _, context in
                try await discreet(context) { try await settle(try await link(.verify, context), context) }
            },
            Route(
                .get, ResidentOrderPaths.counter, policy: .link, "The form for a code", parameters: [.stationCode],
                answer: .page, problems: [404]
            ) { _, context in try await discreet(context) { try codeForm(context, error: nil) } },
            Route(
                .post, ResidentOrderPaths.counter, policy: .link, "Verifies a service by a code",
                parameters: [.stationCode], request: .form, answer: .page, problems: Self.problems + [429]
            ) { _, context in try await discreet(context) { try await useCode(context) } },
        ]
    }

    /// Tells browsers to keep the address to themselves, and says on a page what is wrong with a link.
    private func discreet(_ context: HubContext, _ body: () async throws -> Response) async throws -> Response {
        var response: Response
        do {
            response = try await body()
        } catch let error as OrderLinkError {
            response = try message(
                .linkTitle, error: OrderErrorWords(error)(context.language), status: Problem(error).status, context)
        } catch let error as OrderError {
            response = try message(
                .linkTitle, error: OrderErrorWords(error)(context.language), status: Problem(error).status, context)
        }
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The link in the path.
    private func link(_ purpose: OrderLinkPurpose, _ context: HubContext) async throws -> OrderLink {
        guard let token = context.parameters.get("token").flatMap({ OrderToken(text: $0) }) else {
            throw OrderLinkError.unknown
        }
        let link = try await find(token, at: pages.now())
        guard link.purpose == purpose else { throw OrderLinkError.unknown }
        return link
    }

    /// The address that was asked for, for the form and the switch of language.
    private func path(_ prefix: String, _ context: HubContext) -> String {
        "/\(prefix)/\(context.parameters.get("token") ?? "")"
    }

    // Ordering

    private func choose(_ link: OrderLink, error: String?, _ context: HubContext) async throws -> Response {
        let (language, path) = (context.language, path("o", context))
        var page = OrderFormPage(
            try await quote(with: link, at: pages.now()), chosen: context.form["item"],
            title: OrderWords.orderTitle(language),
            lead: OrderWords.orderLead(language).replacing(
                "{station}", with: naming.station(link.station, language)),
            action: language.address(path), button: OrderWords.orderConfirm(language),
            frame: pages.frame(OrderWords.orderTitle(language), path: path, context), token: context.formToken,
            formats: pages.formats(language))
        page.error = error
        page.note = OrderWords.discreet(language)
        return try pages.answer(page, status: error == nil ? .ok : .unprocessableContent)
    }

    private func order(_ context: HubContext) async throws -> Response {
        let link = try await link(.place, context)
        do {
            let order = try await place(
                context.form["item"] ?? "", with: link, agreed: OrderFormPage.agreed(in: context.form),
                source: context.origin.address, at: pages.now())
            let lead = OrderWords.orderedLead(context.language).replacing("{order}", with: order)
            return try message(.ordered, lead: lead, context)
        } catch let error as OrderError {
            switch error {
            case .notOffered, .priceDiffers:
                return try await choose(link, error: OrderErrorWords(error)(context.language), context)
            default: throw error
            }
        }
    }

    // Verifying

    private func ask(_ link: OrderLink, _ context: HubContext) async throws -> Response {
        let (language, path) = (context.language, path("v", context))
        var page = try await question(link, path: path, context)
        page.forms = [
            FormPage.Form(
                action: language.address(path), button: OrderWords.received(language),
                hidden: [.init(name: "answer", value: OrderLinkOutcome.confirmed.rawValue)]),
            FormPage.Form(
                action: language.address(path), button: OrderWords.notReceived(language),
                hidden: [.init(name: "answer", value: OrderLinkOutcome.denied.rawValue)], isDanger: true),
        ]
        return try pages.answer(page)
    }

    private func question(_ link: OrderLink, path: String, _ context: HubContext) async throws -> FormPage {
        let (language, record) = (context.language, try await read.delivered(link))
        var page = pages.form(OrderWords.verifyTitle(language), path: path, context)
        page.lead = OrderWords.verifyAsk(language).replacing(
            "{station}", with: naming.station(link.station, language))
        let formats = pages.formats(language)
        let delivered = record.steps.last { $0.kind == .delivered }
        page.codes = [
            record.line.map { naming.item($0, language) }, delivered?.evidence,
            delivered.map { formats.full($0.occurredAt) },
            record.line.map { line in
                let copayment = line.copaymentFen ?? 0
                let shares = OrderWords.priceAndSubsidy(language).replacing(
                    "{price}", with: formats.money(fen: line.amountFen)
                ).replacing("{subsidy}", with: formats.money(fen: line.amountFen - copayment))
                return "\(OrderWords.copayment(language)) \(formats.money(fen: copayment)) · \(shares)"
            },
        ].compactMap { $0 }
        return page
    }

    private func settle(_ link: OrderLink, _ context: HubContext) async throws -> Response {
        guard let answer = OrderLinkOutcome(rawValue: context.form["answer"] ?? "") else {
            return try await ask(link, context)
        }
        try await verify(answer, with: link, source: context.origin.address, at: pages.now())
        return try message(answer == .confirmed ? .thanks : .thanksDenied, context)
    }

    // Codes

    private func codeForm(_ context: HubContext, error: String?) throws -> Response {
        let (station, language) = (try context.stationCode(), context.language)
        let path = ResidentOrderPaths.counter(of: station)
        var page = pages.form(OrderWords.codeForm(language), path: path, context)
        page.lead = OrderWords.codeFormLead(language)
        page.error = error
        let action = language.address(path)
        page.forms = [
            FormPage.Form(
                action: action,
                fields: [
                    FormPage.Field(
                        name: "order", label: OrderWords.number(language), value: context.form["order"] ?? ""),
                    FormPage.Field(
                        name: "code", label: OrderWords.typedCode(language), autocomplete: "one-time-code",
                        inputMode: "numeric"),
                    FormPage.Field(
                        name: "answer", label: OrderWords.verifyTitle(language),
                        options: [
                            PageOption(
                                value: OrderLinkOutcome.confirmed.rawValue, text: OrderWords.received(language),
                                isSelected: true),
                            PageOption(
                                value: OrderLinkOutcome.denied.rawValue, text: OrderWords.notReceived(language),
                                isSelected: false),
                        ]),
                ], button: OrderWords.codeForm(language))
        ]
        return try pages.answer(page, status: error == nil ? .ok : .unprocessableContent)
    }

    private func useCode(_ context: HubContext) async throws -> Response {
        let (station, form) = (try context.stationCode(), context.form)
        let order = (form["order"] ?? "").trimmingCharacters(in: .whitespaces)
        let answer = OrderLinkOutcome(rawValue: form["answer"] ?? "") ?? .confirmed
        do {
            let link = try await throttle(origin: context.origin, at: pages.now()) {
                try await find(code: form["code"] ?? "", of: order, at: station, at: pages.now())
            }
            try await verify(answer, with: link, source: context.origin.address, at: pages.now())
            return try message(answer == .confirmed ? .thanks : .thanksDenied, context)
        } catch OrderLinkError.wrongCode {
            return try codeForm(context, error: OrderErrorWords.wrongCode(context.language))
        }
    }

    private func message(
        _ title: OrderWords, lead: String? = nil, error: String? = nil, status: HTTPResponse.Status = .ok,
        _ context: HubContext
    ) throws -> Response {
        let language = context.language
        var page = pages.form(title(language), path: "/", context)
        page.lead = lead
        page.error = error
        return try pages.answer(page, status: status)
    }
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .cacheControl
}

extension ResidentOrderRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            find: FindOrderLink(database: services.database, keys: services.hub.keys),
            place: PlaceOrder(services.hub.orders), quote: QuoteOrder(services.hub.orders),
            verify: VerifyOrder(services.hub.orders), read: ReadOrders(services.hub.orders),
            throttle: EnrolmentThrottle(services.hub.identity, of: .orderCode), naming: services.orderNaming,
            pages: services.pages)
    }
}
