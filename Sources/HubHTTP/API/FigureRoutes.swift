import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import NIOCore
import PageKit
import Protection

/// The figures of the pages as JSON.
struct FigureRoutes {
    let district: ReadDistrictOverview
    let station: ReadStationOverview

    static let period = RouteParameter(
        "period", in: .query, schema: #"{"type":"string","pattern":"^(all|[0-9]{4}-[0-9]{2})$"}"#,
        "A month, or all, which is also the default")

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/overview", policy: .people(.bureau, .district, .aggregate),
                "The figures of the district", parameters: [Self.period],
                answer: .json(), problems: [400]
            ) { request, context in
                try JSONAnswer.response(
                    try await district(period: try Self.readPeriod(request), as: try context.person().principal))
            },
            Route(
                .get, "/api/v1/overview/stations.csv", policy: .people(.bureau, .district, .export),
                "The table of stations for spreadsheets",
                parameters: [Self.period], answer: RouteContent("text/csv"), problems: [400]
            ) { request, context in
                let overview = try await district(
                    period: try Self.readPeriod(request), as: try context.person().principal)
                let language = OverviewRequest.language(of: request.uri.queryParameters["lang"].map(String.init))
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
                        .contentDisposition: "attachment; filename=\"stations.csv\"",
                    ],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: StationsCSV.text(overview, language: language))))
            },
            Route(
                .get, "/api/v1/stations/{code}/overview", policy: OverviewRoutes.ofStation(.aggregate),
                "The figures of a station",
                parameters: [.stationCode, Self.period], answer: .json(), problems: [400]
            ) { request, context in
                guard
                    let overview = try await station(
                        try context.stationCode(), period: try Self.readPeriod(request),
                        as: try context.person().principal)
                else { throw Problem.notFound() }
                return try JSONAnswer.response(overview)
            },
        ]
    }

    private static func readPeriod(_ request: Request) throws -> OverviewPeriod {
        guard let text = request.uri.queryParameters["period"], !text.isEmpty else { return .everything }
        guard let period = OverviewPeriod(String(text)) else {
            throw Problem(
                .badRequest, "invalid_parameter", zh: "period 应为 YYYY-MM 或 all", en: "period is YYYY-MM or all")
        }
        return period
    }
}

extension FigureRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            district: ReadDistrictOverview(database: services.database, configuration: services.hub.inForce),
            station: ReadStationOverview(
                database: services.database, configuration: services.hub.inForce, keys: services.hub.keys))
    }
}
