import DistrictConfig
import Foundation
import Funding
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Services

/// The pages on which a station's people place orders and take them further.
struct OrderRoutes {
    let read: ReadOrders
    let place: PlaceOrder
    let quote: QuoteOrder
    let advance: AdvanceOrder
    let naming: OrderNaming
    let configuration: ConfigurationInForce
    let names: NameAccounts
    let pages: PageMaker

    private static let filters: [RouteParameter] = [
        RouteParameter("state", in: .query, schema: #"{"type":"string"}"#, "The state that orders stand in"),
        RouteParameter("package", in: .query, schema: #"{"type":"string"}"#, "The code of a package"),
        RouteParameter("sort", in: .query, schema: #"{"enum":["newest","oldest"]}"#, "Which orders come first"),
        RouteParameter("after", in: .query, schema: #"{"type":"string"}"#, "Where the page before ended"),
    ]

    var routes: [Route] {
        [
            Route(
                .get, OrderPaths.list, policy: OrderPaths.policy(.list), "A station's service orders",
                parameters: [.stationCode] + Self.filters, answer: .page, problems: [404], handler: list),
            Route(
                .get, OrderPaths.list + "/new", policy: OrderPaths.policy(.form), "The form for a new order",
                parameters: [.stationCode], answer: .page, problems: [404]
            ) { request, context in
                let fields = request.uri.query.map { FormFields($0) } ?? FormFields()
                return try await form(fields, error: nil, context)
            },
            Route(
                .post, OrderPaths.list + "/quote", policy: OrderPaths.policy(.change), "What a resident would pay",
                parameters: [.stationCode], request: .form, answer: .page, problems: [404, 413, 415, 422]
            ) { _, context in
                do {
                    return try await form(
                        context.form, for: try ResidentID(typed: context.form["resident"]), error: nil, context)
                } catch let error as OrderError where error == .invalidResident {
                    return try await form(context.form, error: OrderErrorWords(error)(context.language), context)
                }
            },
            Route(
                .post, OrderPaths.list, policy: OrderPaths.policy(.change), "Places an order",
                parameters: [.stationCode], request: .form, answer: .page, problems: [404, 413, 415, 422],
                handler: order),
            Route(
                .get, OrderPaths.one, policy: OrderPaths.policy(.single), "A service order",
                parameters: [.stationCode, .order], answer: .page, problems: [404]
            ) { _, context in try await show(context, typed: FormFields(), error: nil) },
            step("accept", "Accepts an order") { form in
                let department = (form["department"] ?? "").trimmingCharacters(in: .whitespaces).lowercased()
                return .accept(performer: department.isEmpty ? "station" : "department:\(department)")
            },
            step("deliver", "Records that an order was delivered") { .deliver(evidence: $0["evidence"] ?? "") },
            step("cancel", "Cancels an order") { .cancel(reason: $0["reason"] ?? "") },
        ]
    }

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, query) = (try context.stationCode(), request.uri.queryParameters)
        func value(_ name: Substring) -> String? { query[name].map { String($0) }.flatMap { $0.isEmpty ? nil : $0 } }
        let filter = ReadOrders.Filter(
            state: value("state").flatMap { OrderStepKind(rawValue: $0) },
            package: value("package").flatMap { $0.contains("\0") ? nil : $0 },
            oldestFirst: value("sort") == "oldest")
        let page = try await read(
            of: station, filter, after: value("after").flatMap { OrderCursor(text: $0) },
            as: try context.person().principal)
        let maker = OrderListPageMaker(
            station: station, filter: filter, naming: naming, formats: pages.formats(context.language))
        let frame = pages.frame(
            OrderWords.title(context.language), path: OrderPaths.list(of: station), context)
        return try pages.answer(maker.page(page, frame: frame))
    }

    /// - Parameter resident: whose prices are shown.
    private func form(
        _ typed: FormFields, for resident: ResidentID? = nil, error: String?, _ context: HubContext
    ) async throws -> Response {
        let (station, language) = (try context.stationCode(), context.language)
        let quote = try await quote(
            for: resident, by: try context.person().asActing, source: context.origin.address, at: pages.now())
        let list = OrderPaths.list(of: station)
        var page = OrderFormPage(
            quote, chosen: typed["item"], title: OrderWords.new(language), lead: OrderWords.newLead(language),
            action: language.address(list), button: OrderWords.placeButton(language),
            frame: pages.frame(OrderWords.new(language), path: "\(list)/new", context), token: context.formToken,
            formats: pages.formats(language))
        page.error = error
        page.fields = [
            FormPage.Field(
                name: "resident", label: OrderWords.residentId(language), value: typed["resident"] ?? "",
                help: OrderWords.residentHelp(language), isRequired: false)
        ]
        page.back = PageLink(text: OrderWords.back(language), address: language.address(list))
        page.linkAction = language.address("\(list)/link")
        page.quoteAction = language.address("\(list)/quote")
        page.quoted = resident?.description ?? ""
        if resident != nil, error == nil { page.notice = OrderWords.quoteFirst(language) }
        return try pages.answer(page, status: error == nil ? .ok : .unprocessableContent)
    }

    private func order(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, form) = (try context.stationCode(), context.form)
        var resident: ResidentID?
        do {
            resident = try ResidentID(typed: form["resident"])
            // Nobody orders for a resident whose prices were not shown.
            if let resident, form["quoted"] != resident.description {
                return try await self.form(form, for: resident, error: nil, context)
            }
            let order = try await place(
                form["item"] ?? "", for: resident, agreed: OrderFormPage.agreed(in: form),
                by: try context.person().asActing, source: context.origin.address, at: pages.now())
            return .seeOther(context.language.address(OrderPaths.one(order, at: station)))
        } catch let error as OrderError where error != .unknownOrder {
            return try await self.form(
                form, for: resident, error: OrderErrorWords(error)(context.language), context)
        }
    }

    private func show(_ context: HubContext, typed: FormFields, error: Refusal?) async throws -> Response {
        let (station, order, person) = (try context.stationCode(), try context.order(), try context.person())
        guard let record = try await read.one(order, of: station, as: person.principal) else {
            throw Problem.notFound()
        }
        let accounts = record.steps.compactMap { step -> UUID? in
            step.actor.hasPrefix("staff:") ? UUID(uuidString: String(step.actor.dropFirst(6))) : nil
        }
        let language = context.language
        let maker = OrderPageMaker(
            station: station, naming: naming, people: try await names(Set(accounts), as: person.principal),
            formats: pages.formats(language))
        var page = maker.page(
            record, typed: typed,
            frame: pages.frame(OrderWords.title(language), path: OrderPaths.one(order, at: station), context),
            token: context.formToken)
        page.error = error?.words[language]
        page.money = try await read.funding(of: order, at: station, as: person.principal).map {
            OrderFundingMaker(funding: configuration.current.funding, formats: pages.formats(language)).section($0)
        }
        return try pages.answer(page, status: error?.status ?? .ok)
    }

    /// A step of the station; what can't be done is said on the order's page, with what was typed.
    private func step(
        _ name: String, _ summary: String, _ step: @escaping @Sendable (FormFields) -> AdvanceOrder.Step
    ) -> Route {
        Route(
            .post, "\(OrderPaths.one)/\(name)", policy: OrderPaths.policy(.change), summary,
            parameters: [.stationCode, .order], request: .form, answer: .page, problems: [404, 409, 413, 415, 422]
        ) { _, context in
            let order = try context.order()
            return try await context.step(again: { try await show(context, typed: context.form, error: $0) }) {
                try await advance(
                    step(context.form), order, by: try context.person().asActing, source: context.origin.address,
                    at: pages.now())
                return OrderPaths.one(order, at: try context.stationCode())
            }
        }
    }
}

extension ResidentID {
    /// The id that somebody typed; nil when nothing was.
    ///
    /// - Throws: `OrderError.invalidResident`.
    init?(typed text: String?) throws(OrderError) {
        let text = (text ?? "").trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return nil }
        guard let id = UUID(uuidString: text), id != SubjectKeys.nobody.rawValue else { throw .invalidResident }
        self.init(rawValue: id)
    }
}

extension OrderRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [OrderFormPage.self, OrderListPage.self, OrderPage.self]
    static let words: [any WordSection.Type] = [
        OrderWords.self, OrderErrorWords.self, OrderEvidenceWords.self, OrderFundingWords.self, OrderStepKind.self,
        OrderFunding.State.self, OrderFunding.Reason.self, OrderDifference.Subject.self,
    ]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("{home}/orders", OrderWords.menu, for: .atStation, rank: 20)
    ]

    init(_ services: HubServices) {
        self.init(
            read: ReadOrders(services.hub.orders), place: PlaceOrder(services.hub.orders),
            quote: QuoteOrder(services.hub.orders), advance: AdvanceOrder(services.hub.orders),
            naming: services.orderNaming, configuration: services.hub.inForce, names: services.names,
            pages: services.pages)
    }
}
