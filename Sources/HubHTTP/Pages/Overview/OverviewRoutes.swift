import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import NIOCore
import PageKit
import Protection
import ServiceLifecycle

/// The bureau's pages, and the events that keep open ones up to date.
struct OverviewRoutes {
    let pages: PageMaker
    let configuration: ConfigurationInForce
    let district: ReadDistrictOverview
    let station: ReadStationOverview
    let indicators: EvaluateStationIndicators
    let announcements: IngestAnnouncements
    let notices: ListNotices
    /// Whether a session still stands, for the role in which a stream was opened.
    let stillSignedIn: @Sendable (SecretToken?, RoleAssignment?) async throws -> Bool

    var routes: [Route] {
        [
            Route(
                .get, "/", policy: .people(.everybody, .own, .aggregate),
                "The district's overview for the bureau; leads everybody else to their own page", answer: .page,
                problems: [400]
            ) { request, context in
                let signedIn = try context.person()
                guard signedIn.acting.role.isBureau else {
                    return .seeOther(context.language.address(Navigation.home(of: signedIn.acting)))
                }
                let page = try await overview(try read(request), signedIn)
                return try pages.answer(page.shown(to: pages.viewer("/", context)))
            },
            Route(
                .get, "/stations/{code}", policy: Self.ofStation(.aggregate), "A station's page",
                parameters: [.stationCode], answer: .page, problems: [400]
            ) { request, context in
                let code = try context.stationCode()
                let page = try await stationPage(code, try read(request), try context.person())
                return try pages.answer(page.shown(to: pages.viewer("/stations/\(code)", context)))
            },
            Route(
                .get, "/events/overview", policy: .people(.bureau, .district, .events),
                "Events that change an open overview",
                answer: RouteContent("text/event-stream"), problems: [400]
            ) { request, context in
                let (asked, signedIn) = (try read(request), try context.person())
                return events(for: context) { try await overview(asked, signedIn).update }
            },
            Route(
                .get, "/events/stations/{code}", policy: Self.ofStation(.events),
                "Events that change a station's open page",
                parameters: [.stationCode], answer: RouteContent("text/event-stream"), problems: [400]
            ) { request, context in
                let (code, asked, signedIn) = (try context.stationCode(), try read(request), try context.person())
                _ = try await stationPage(code, asked, signedIn)
                return events(for: context) { try await stationPage(code, asked, signedIn).update }
            },
        ]
    }

    /// The bureau sees all stations, a station's people their own.
    static func ofStation(_ kind: PeoplePolicy.Kind) -> HubPolicy {
        .people(Set<Role>.bureau.union(Set<Role>.atStation), .station(parameter: "code"), kind)
    }

    private func overview(_ request: OverviewRequest, _ signedIn: SignedIn) async throws -> OverviewPage {
        OverviewPage(
            try await district(period: request.period, as: signedIn.principal), request: request, now: Date()
        ).noticed(try await banner(request.language, signedIn))
    }

    /// What stands above the figures while somebody still has to see a notice.
    private func banner(_ language: Language, _ signedIn: SignedIn) async throws -> NoticeBanner? {
        guard let path = NoticeRoutes.path(for: signedIn.acting) else { return nil }
        return NoticeBanner(
            count: try await notices.openCount(as: signedIn.principal), path: path, language: language)
    }

    private func stationPage(
        _ code: StationCode, _ request: OverviewRequest, _ signedIn: SignedIn
    ) async throws -> StationPage {
        guard let overview = try await station(code, period: request.period, as: signedIn.principal) else {
            throw Problem.notFound()
        }
        return StationPage(
            overview, indicators: await indicators(overview), configuration: configuration.current, request: request,
            now: Date()
        ).noticed(try await banner(request.language, signedIn))
    }

    private func read(_ request: Request) throws -> OverviewRequest {
        let read = OverviewRequest { name in request.uri.queryParameters[name[...]].map(String.init) }
        guard let read else {
            throw Problem(
                .badRequest, "invalid_parameter", zh: "period 应为 YYYY-MM 或 all", en: "period is YYYY-MM or all")
        }
        return read
    }

    /// An event stream (HTML Standard, "Server-sent events") of what changes, at most once a second, for as long as the
    /// person may see it.
    private func events(
        for context: HubContext, _ update: @escaping @Sendable () async throws -> LiveUpdate
    ) -> Response {
        let (announcements, stillSignedIn) = (announcements, stillSignedIn)
        let (token, acting) = (context.token, context.signedIn?.acting)
        let body = ResponseBody { writer in
            let signals = announcements.signals()
            var events = EventWriter()
            try await writer.write(events.next(try await update()))
            // A server that shuts down waits for open answers, so the stream has to end by itself.
            for await signal in Heartbeat.merged(with: signals).cancelOnGracefulShutdown() {
                guard try await stillSignedIn(token, acting) else { break }
                guard signal == .news else { continue }
                try await writer.write(events.next(try await update()))
                // Batches may come many times a second; nobody reads figures faster than this.
                try await Task.sleep(for: .seconds(1))
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }
}

/// Writes updates as events; one that changes nothing becomes a comment, which keeps the connection open.
private struct EventWriter {
    private var last: LiveUpdate?

    mutating func next(_ update: LiveUpdate) throws -> ByteBuffer {
        guard update != last else { return ByteBuffer(string: ": nothing new\n\n") }
        last = update
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = String(decoding: try encoder.encode(update), as: UTF8.self)
        return ByteBuffer(string: "event: figures\ndata: \(data)\n\n")
    }
}

extension OverviewRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [OverviewPage.self, StationPage.self]
    static let words: [any WordSection.Type] = [
        OverviewWords.self, StationWords.self, FigureWords.self, CountWords.self, TriageReasonWords.self,
        TermWords.self, DefinitionWords.self,
    ]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/", OverviewWords.menu, for: .bureau, rank: 0),
        MenuEntry("{home}", StationWords.menu, for: .atStation, rank: 0, isExact: true),
    ]

    init(_ services: HubServices) {
        let (hub, now) = (services.hub, services.now)
        let authenticate = AuthenticateSession(hub.identity)
        self.init(
            pages: services.pages, configuration: hub.inForce,
            district: ReadDistrictOverview(database: hub.database, configuration: hub.inForce),
            station: ReadStationOverview(database: hub.database, configuration: hub.inForce, keys: hub.keys),
            indicators: EvaluateStationIndicators(plugins: hub.plugins, configuration: hub.inForce),
            announcements: hub.announcements, notices: ListNotices(database: hub.database)
        ) { token, acting in
            guard let token else { return false }
            do {
                return try await authenticate(token, touching: false, at: now()).acting == acting
            } catch is IdentityError {
                return false
            }
        }
    }
}
