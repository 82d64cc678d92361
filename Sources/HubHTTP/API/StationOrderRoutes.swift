import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Postgres
import Protection
import Services

/// A station's service orders as JSON: to read, to price, to place and to take further.
struct StationOrderRoutes {
    let read: ReadOrders
    let quote: QuoteOrder
    let place: PlaceOrder
    let advance: AdvanceOrder
    let writes: RepeatableWrite
    let now: @Sendable () -> Date

    private static let list = "/api/v1" + OrderPaths.list
    private static let one = "/api/v1" + OrderPaths.one
    private static let filters: [RouteParameter] = [
        RouteParameter(
            "state", in: .query, schema: #"{"enum":["placed","accepted","delivered","verified","cancelled"]}"#,
            "The state that orders stand in"),
        RouteParameter("package", in: .query, schema: #"{"type":"string"}"#, "The code of a package"),
        RouteParameter("sort", in: .query, schema: #"{"enum":["newest","oldest"]}"#, "Which orders come first"),
        RouteParameter("after", in: .query, schema: #"{"type":"string"}"#, "`next` of the page before"),
    ]

    var routes: [Route] {
        [
            Route(
                .get, Self.list, policy: OrderPaths.policy(.list), "A station's service orders, by pages",
                parameters: [.stationCode] + Self.filters, answer: .json(of: OrderAnswer.Page.self),
                problems: [400, 404],
                handler: page),
            Route(
                .get, Self.one, policy: OrderPaths.policy(.single),
                "A service order with its steps; for those who see money, with what the money did",
                parameters: [.stationCode, .order], answer: .json(of: OrderAnswer.self), problems: [404], handler: show),
            Route(
                .post, Self.list + "/quote", policy: OrderPaths.policy(.form), "What a resident would pay",
                parameters: [.stationCode], request: .json(QuoteRequest.schema), answer: .json(of: QuoteAnswer.self),
                problems: [400, 403, 404, 413, 415, 422], handler: price),
            Route(
                .post, Self.list, policy: OrderPaths.policy(.change), "Places an order",
                parameters: [.stationCode, RepeatableWrite.header], request: .json(PlaceRequest.schema),
                answer: .json(of: PlacedAnswer.self), problems: RepeatableWrite.problems + [404, 409], handler: order),
            step("accept", "Accepts an order", AcceptRequest.self),
            step("deliver", "Records that an order was delivered", DeliverRequest.self),
            step("cancel", "Cancels an order", CancelRequest.self),
        ]
    }

    private func page(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, query) = (try context.stationCode(), request.uri.queryParameters)
        func value(_ name: Substring) -> String? { query[name].map { String($0) } }
        var filter = ReadOrders.Filter(package: value("package"))
        if let state = value("state") {
            guard let state = OrderStepKind(rawValue: state) else { throw Self.invalid("state") }
            filter.state = state
        }
        if let sort = value("sort") {
            guard ["newest", "oldest"].contains(sort) else { throw Self.invalid("sort") }
            filter.oldestFirst = sort == "oldest"
        }
        guard filter.package?.contains("\0") != true else { throw Self.invalid("package") }
        var cursor: OrderCursor?
        if let after = value("after") {
            cursor = OrderCursor(text: after)
            guard cursor != nil else { throw Self.invalid("after") }
        }
        let page = try await read(of: station, filter, after: cursor, as: try context.person().principal)
        return try JSONAnswer.response(OrderAnswer.Page(page))
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, order) = (try context.stationCode(), try context.order())
        let principal = try context.person().principal
        guard let record = try await read.one(order, of: station, as: principal) else { throw Problem.notFound() }
        return try JSONAnswer.response(
            OrderAnswer(record, money: try await read.funding(of: order, at: station, as: principal)))
    }

    private func price(_ request: Request, _ context: HubContext) async throws -> Response {
        let asked: QuoteRequest = try await JSONBody.read(request)
        let quote = try await quote(
            for: try ResidentID(typed: asked.resident), by: try context.person().asActing,
            source: context.origin.address, at: now())
        return try JSONAnswer.response(QuoteAnswer(quote))
    }

    private func order(_ request: Request, _ context: HubContext) async throws -> Response {
        try await writes(request, context, PlaceRequest.self) { asked, key in
            try await place(
                asked.item, for: try ResidentID(typed: asked.resident), agreed: asked.copaymentFen,
                by: try context.person().asActing, source: context.origin.address, at: now()
            ) { placed, connection in
                try await key.keep(try JSONAnswer.text(of: PlacedAnswer(placed)), on: connection)
            }
        }
    }

    private func step<Asked: OrderStepRequest>(_ name: String, _ summary: String, _ type: Asked.Type) -> Route {
        Route(
            .post, "\(Self.one)/\(name)", policy: OrderPaths.policy(.change), summary,
            parameters: [.stationCode, .order, RepeatableWrite.header], request: .json(Asked.schema),
            answer: .json(of: StepAnswer.self), problems: RepeatableWrite.problems + [404, 409]
        ) { request, context in
            let order = try context.order()
            return try await writes(request, context, type) { asked, key in
                try await advance(
                    asked.step, order, by: try context.person().asActing, source: context.origin.address, at: now()
                ) { connection in
                    try await key.keep(
                        try JSONAnswer.text(of: StepAnswer(order: order, state: Asked.state)), on: connection)
                }
            }
        }
    }

    private static func invalid(_ name: String) -> Problem {
        Problem(
            .badRequest, "invalid_parameter", zh: "参数 \(name) 不在允许的范围内", en: "\(name) is not one of what is allowed")
    }
}

extension StationOrderRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            read: ReadOrders(services.hub.orders), quote: QuoteOrder(services.hub.orders),
            place: PlaceOrder(services.hub.orders), advance: AdvanceOrder(services.hub.orders),
            writes: RepeatableWrite(answered: ReadAnswer(database: services.database), now: services.now),
            now: services.now)
    }
}
