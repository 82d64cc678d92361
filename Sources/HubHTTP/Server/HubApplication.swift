import Directory
import DistrictConfig
import FactLog
public import Foundation
import Funding
public import HubRuntime
public import Hummingbird
import HummingbirdTLS
import Identity
public import Logging
public import PageKit
public import PrometheusMetrics
import Services

/// Assembles the hub's HTTP server out of its routes.
public struct HubApplication {
    public let table: RouteTable<HubContext>
    public let router: Router<HubContext>

    /// - Parameters:
    ///   - assets: where Debian's `libjs-*` packages put their files, normally `/usr/share/javascript`.
    ///   - metrics: nil when nothing is measured.
    ///   - now: the hub's clock.
    /// - Throws: when an asset or a template can't be read.
    public init(
        hub: Hub, assets: URL, metrics: PrometheusRegistry?, settings: HubHTTPSettings = HubHTTPSettings(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) async throws {
        let renderer = try await HubResources.renderer()
        let pages = PageMaker(
            renderer: renderer, district: hub.configuration.district.name, names: OrganizationNames(hub.configuration),
            timeZone: TimeZone(identifier: hub.configuration.district.timeZone) ?? .gmt, now: now)
        var routes = try HubRouteGroups.routes(
            HubServices(hub: hub, pages: pages, settings: settings, metrics: metrics, assets: assets, now: now))
        let document = try OpenAPIDocument.json(
            of: routes, title: "心联 Xinlian hub", below: ["/api/", "/health/"], securitySchemes: Self.securitySchemes)
        routes.append(
            Route(.get, "/api/v1/openapi.json", policy: .open, "This document", answer: .json()) { _, _ in
                JSONAnswer.response(text: String(decoding: document, as: UTF8.self))
            })
        table = RouteTable(
            routes: routes,
            access: HubGuard(
                settings: settings, verifyStation: VerifyStation(database: hub.database),
                authenticateSession: AuthenticateSession(hub.identity), trail: hub.auditTrail,
                refusals: hub.refusals,
                personRate: RequestRate(perSecond: settings.requestsPerSecondOfPerson), now: now))
        router = Router(context: HubContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(isEncrypted: settings.publicAddress?.scheme == "https"))
        router.add(middleware: ProblemMiddleware(pages: pages))
        router.add(middleware: MetricsMiddleware())
        router.add(
            middleware: RequestMiddleware(
                settings: settings, rate: RequestRate(perSecond: settings.requestsPerSecond), now: now))
        table.register(on: router)
    }

    /// OpenAPI has no type for signatures; the header field is the closest.
    private static let securitySchemes = [
        "station": [
            "type": "apiKey", "in": "header", "name": MessageSignature.fieldName,
            "description": """
            HTTP Message Signatures (RFC 9421) with Ed25519 under the label xl, with created, keyid and alg. \
            Covers @method, @path, @query (of every GET), content-digest (of every body), xinlian-batch (of batches).
            """,
        ],
        "session": ["type": "apiKey", "in": "cookie", "name": HubCookie.session.name],
    ]

    /// The server.
    ///
    /// - Parameter tls: certificate and key; nil behind a proxy that ends TLS, and on a developer's machine.
    /// - Throws: when certificate or key can't be read.
    public func server(
        host: String, port: Int, tls: TLSFiles?, logger: Logger
    ) throws -> Application<RouterResponder<HubContext>> {
        let configuration = ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil)
        guard let tls else { return Application(router: router, configuration: configuration, logger: logger) }
        return Application(
            router: router, server: try .tls(.http1(), tlsConfiguration: tls.configuration()),
            configuration: configuration, logger: logger)
    }
}

extension OrganizationNames {
    init(_ configuration: DistrictConfiguration) {
        stations = Dictionary(configuration.stations.map { ($0.code, $0.name) }) { first, _ in first }
        hospitals = Dictionary(configuration.hospitals.map { ($0.code, $0.name) }) { first, _ in first }
    }
}
