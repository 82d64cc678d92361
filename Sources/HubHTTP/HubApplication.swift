import Directory
import DistrictConfig
public import Foundation
import HTTPTypes
public import HubRuntime
public import Hummingbird
public import Logging
public import PrometheusMetrics

/// Assembles the hub's HTTP server out of its routes.
public struct HubApplication {
    public let table: RouteTable
    public let router: Router<HubContext>

    /// - Parameters:
    ///   - assets: where Debian's `libjs-*` packages put their files, normally `/usr/share/javascript`.
    ///   - metrics: nil when nothing is measured.
    /// - Throws: when an asset or a template can't be read.
    public init(hub: Hub, assets: URL, metrics: PrometheusRegistry?) async throws {
        let database = hub.database
        let sync = SyncRoutes(
            ingest: IngestBatch(database: database, rules: hub.rules), turns: StationTurns(),
            state: ReadSyncState(database: database), changes: ReadChanges(database: database))
        var routes = HealthRoutes(database: database, metrics: metrics).routes
        routes += sync.routes
        routes += try AssetRoutes(packages: assets).routes
        let renderer = try await PageRenderer()
        let figures = FigureRoutes(
            district: ReadDistrictOverview(database: database, configuration: hub.configuration),
            station: ReadStationOverview(database: database, configuration: hub.configuration),
            reconciliation: ReadReconciliation(database: database, configuration: hub.configuration))
        routes += figures.routes
        routes +=
            PageRoutes(
                renderer: renderer, configuration: hub.configuration, district: figures.district,
                station: figures.station, announcements: hub.announcements
            ).routes
        let document = try OpenAPIDocument.json(of: routes)
        routes.append(
            Route(.get, "/api/v1/openapi.json", policy: .open, "This document", answer: .json()) { _, _ in
                JSONAnswer.response(text: String(decoding: document, as: UTF8.self))
            })
        table = RouteTable(routes: routes, authenticate: AuthenticateStation(database: database))
        router = Router(context: HubContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemMiddleware(renderer: renderer, district: hub.configuration.district.name))
        router.add(middleware: MetricsMiddleware())
        table.register(on: router)
    }

    /// The server.
    ///
    /// - Parameter host: until sign-in exists only an address of the loopback interface.
    public func server(host: String, port: Int, logger: Logger) -> Application<RouterResponder<HubContext>> {
        Application(
            router: router, configuration: .init(address: .hostname(host, port: port), serverName: nil), logger: logger)
    }
}

/// Headers that every answer carries (OWASP Secure Headers).
struct SecurityHeaders: RouterMiddleware {
    func handle(
        _ request: Request, context: HubContext, next: (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        return response
    }
}
