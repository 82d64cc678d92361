import Directory
import DistrictConfig
public import Foundation
import Funding
public import HubRuntime
public import Hummingbird
import HummingbirdTLS
import Identity
public import Logging
import PageKit
public import PrometheusMetrics
import Services

/// Assembles the hub's HTTP server out of its routes.
public struct HubApplication {
    public let table: RouteTable
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
        var routes = HealthRoutes(database: hub.database, metrics: metrics, settings: settings).routes
        routes += try AssetRoutes(packages: assets).routes
        routes += Self.stationRoutes(of: hub, now: now)
        routes += Self.figureRoutes(of: hub, pages: pages, now: now)
        let provider = settings.provider.map(OpenIDProvider.init)
        routes += SignInRoutes(context: hub.identity, pages: pages, hasProvider: provider != nil).routes
        if let provider {
            routes +=
                ProviderRoutes(context: hub.identity, pages: pages, provider: provider, refusals: hub.refusals).routes
        }
        routes += HospitalRoutes(pages: pages, configuration: hub.configuration).routes
        routes += AccountRoutes(context: hub.identity, pages: pages, hasProvider: provider != nil).routes
        routes += AuditRoutes(database: hub.database, identity: hub.identity, pages: pages).routes
        routes += AccountAdministration(context: hub.identity, pages: pages).routes
        routes +=
            OperationsRoutes(
                plugins: hub.plugins, refused: hub.refusedPlugins, configuration: hub.configuration, pages: pages
            ).routes
        routes += Self.residentRoutes(of: hub, pages: pages)
        routes += Self.offerRoutes(of: hub, pages: pages, now: now)
        routes += Self.orderRoutes(of: hub, pages: pages)
        routes += Self.orderInterface(of: hub, now: now)
        routes += FundingReportRoutes(database: hub.database, configuration: hub.inForce, pages: pages).routes
        routes +=
            BankRoutes(
                database: hub.database, configuration: hub.inForce, names: NameAccounts(hub.identity), pages: pages
            ).routes
        routes += FundingRoutes(hub: hub, pages: pages).routes
        let document = try OpenAPIDocument.json(of: routes)
        routes.append(
            Route(.get, "/api/v1/openapi.json", policy: .open, "This document", answer: .json()) { _, _ in
                JSONAnswer.response(text: String(decoding: document, as: UTF8.self))
            })
        table = RouteTable(
            routes: routes,
            access: AccessGuard(
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

    private static func stationRoutes(of hub: Hub, now: @escaping @Sendable () -> Date) -> [Route] {
        let database = hub.database
        let sync = SyncRoutes(
            ingest: IngestBatch(database: database, rules: hub.rules, keys: hub.keys), turns: StationTurns(),
            state: ReadSyncState(database: database), changes: ReadChanges(database: database))
        let keys = StationKeyRoutes(
            enrol: EnrolStation(database: database), rotate: RotateStationKey(database: database),
            throttle: EnrolmentThrottle(hub.identity), refusals: hub.refusals, now: now)
        let linkage = LinkageRoutes(link: LinkResident(database: database, keys: hub.keys))
        return sync.routes + keys.routes + linkage.routes
    }

    private static func residentRoutes(of hub: Hub, pages: PageMaker) -> [Route] {
        let database = hub.database
        let read = ReadResident(database: database, rules: hub.rules, keys: hub.keys)
        let accesses = ListEmergencyAccess(database: database)
        let names = NameAccounts(hub.identity)
        let residents = ResidentListRoutes(list: ListResidents(database: database, keys: hub.keys), pages: pages)
        let records = ResidentRecordRoutes(
            read: read, advise: AdviseOnResident(plugins: hub.plugins, configuration: hub.inForce),
            accesses: accesses, configuration: hub.configuration, pages: pages)
        let erasure = ResidentErasureRoutes(
            read: read, erase: EraseSubject(database: database, rules: hub.rules, keys: hub.keys), pages: pages)
        let emergency = EmergencyRoutes(
            grant: GrantEmergencyAccess(database: database), use: UseEmergencyAccess(database: database),
            end: EndEmergencyAccess(database: database), list: accesses, read: read,
            find: FindScreenedResident(database: database), names: names, configuration: hub.configuration,
            pages: pages, announce: hub.announce)
        let notices = NoticeRoutes(
            list: ListNotices(database: database), acknowledge: AcknowledgeNotice(database: database), names: names,
            pages: pages)
        return residents.routes + records.routes + erasure.routes + emergency.routes + notices.routes
    }

    private static func offerRoutes(
        of hub: Hub, pages: PageMaker, now: @escaping @Sendable () -> Date
    ) -> [Route] {
        let (read, names) = (ReadOffers(database: hub.database), NameAccounts(hub.identity))
        let positioning = PositioningRoutes(
            configuration: hub.inForce, read: read, choose: hub.chooseOffer, names: names, pages: pages)
        let offers = OfferRoutes(configuration: hub.inForce, read: read, choose: hub.chooseOffer, now: now)
        let versions = PluginVersionRoutes(
            configuration: hub.inForce, agree: hub.agreePluginVersion, refused: hub.refusedPlugins, pages: pages)
        return positioning.routes + offers.routes + versions.routes
    }

    private static func orderRoutes(of hub: Hub, pages: PageMaker) -> [Route] {
        let (desk, naming) = (hub.orders, OrderNaming(configuration: hub.configuration))
        let place = PlaceOrder(desk)
        let staff = OrderRoutes(
            read: ReadOrders(desk), place: place, quote: QuoteOrder(desk), advance: AdvanceOrder(desk), naming: naming,
            configuration: hub.inForce,
            names: NameAccounts(hub.identity), pages: pages)
        let links = OrderLinkRoutes(make: MakeOrderLink(desk), pages: pages)
        let residents = ResidentOrderRoutes(
            find: FindOrderLink(database: hub.database, keys: hub.keys), place: place, quote: QuoteOrder(desk),
            verify: VerifyOrder(desk),
            read: ReadOrders(desk), throttle: EnrolmentThrottle(hub.identity, of: .orderCode), naming: naming,
            pages: pages)
        return staff.routes + links.routes + residents.routes
    }

    private static func orderInterface(of hub: Hub, now: @escaping @Sendable () -> Date) -> [Route] {
        let desk = hub.orders
        let orders = StationOrderRoutes(
            read: ReadOrders(desk), quote: QuoteOrder(desk), place: PlaceOrder(desk), advance: AdvanceOrder(desk),
            writes: RepeatableWrite(answered: ReadAnswer(database: hub.database), now: now), now: now)
        let budget = BudgetStandingRoutes(
            read: ReadBudgetStandings(database: hub.database), configuration: hub.inForce, now: now)
        return orders.routes + budget.routes
    }

    private static func figureRoutes(
        of hub: Hub, pages: PageMaker, now: @escaping @Sendable () -> Date
    ) -> [Route] {
        let database = hub.database
        let figures = FigureRoutes(
            district: ReadDistrictOverview(database: database, configuration: hub.inForce),
            station: ReadStationOverview(database: database, configuration: hub.inForce, keys: hub.keys))
        let authenticate = AuthenticateSession(hub.identity)
        let shown = PageRoutes(
            pages: pages, configuration: hub.inForce, district: figures.district, station: figures.station,
            indicators: EvaluateStationIndicators(plugins: hub.plugins, configuration: hub.inForce),
            announcements: hub.announcements, notices: ListNotices(database: database)
        ) { token, acting in
            guard let token else { return false }
            do {
                return try await authenticate(token, touching: false, at: now()).acting == acting
            } catch is IdentityError {
                return false
            }
        }
        return figures.routes + shown.routes
    }

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
