import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection
import Services

/// The list of a station's residents.
struct ResidentListRoutes {
    let list: ListResidents
    let pages: PageMaker

    private static let summary = "The residents of a station, the latest registered first"
    private static let parameters: [RouteParameter] = [
        .stationCode,
        RouteParameter("q", in: .query, schema: #"{"type":"string"}"#, "What the id begins with, 4 characters or more"),
        RouteParameter("after", in: .query, schema: #"{"type":"string"}"#, "Where the page before ended"),
    ]

    var routes: [Route] {
        [
            Route(
                .get, ResidentPaths.list, policy: ResidentPaths.policy(.list), Self.summary,
                parameters: Self.parameters, answer: .page, handler: show),
            Route(
                .get, "/api/v1" + ResidentPaths.list, policy: ResidentPaths.policy(.list), Self.summary,
                parameters: Self.parameters, answer: .json(of: ResidentListAnswer.self)
            ) { request, context in
                try JSONAnswer.response(ResidentListAnswer(try await page(request, context)))
            },
        ]
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let station = try context.stationCode()
        let frame = pages.frame(
            ResidentWords.title(context.language), path: ResidentPaths.list(of: station), context)
        return try pages.answer(
            ResidentListPage(
                try await page(request, context), of: station, filter: Self.filter(request), frame: frame,
                formats: pages.formats(context.language)))
    }

    private func page(_ request: Request, _ context: HubContext) async throws -> ListResidents.Page {
        let filter = Self.filter(request)
        let prefix = ResidentIDPrefix(filter)
        guard filter.isEmpty || prefix != nil else { return ListResidents.Page() }
        let after = request.uri.queryParameters["after"].flatMap { ResidentCursor(text: String($0)) }
        return try await list(
            of: try context.stationCode(), prefix: prefix, after: after, as: try context.person().principal)
    }

    /// What was typed, without anything that no id has.
    private static func filter(_ request: Request) -> String {
        String(
            (request.uri.queryParameters["q"] ?? "").lowercased().filter { $0.isASCII && ($0.isHexDigit || $0 == "-") }
                .prefix(36))
    }
}

/// The list as JSON.
private struct ResidentListAnswer: Encodable {
    struct Line: Encodable {
        let resident: String
        let registeredAt: Date
        let birthYearBand: String?
        let sex: String?
        let tags: [String]
        /// The purposes consented to now.
        let consents: [String]
    }

    let residents: [Line]
    let next: String?

    init(_ page: ListResidents.Page) {
        residents = page.lines.map { line in
            let profile = line.registration.profile
            return Line(
                resident: line.registration.id.description, registeredAt: line.registration.registeredAt,
                birthYearBand: profile?.birthYearBand, sex: profile?.sex.rawValue, tags: profile?.tags ?? [],
                consents: line.consents.values.filter { $0.decision == .given }.map(\.consent.purpose).sorted())
        }
        next = page.next?.text
    }
}

extension ResidentListRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [ResidentListPage.self]
    static let words: [any WordSection.Type] = [
        ResidentWords.self, ActorWords.self, PurposeWords.self, TagWords.self, RecordWords.self,
    ]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("{home}/residents", ResidentWords.menu, for: .atStation, rank: 10)
    ]

    init(_ services: HubServices) {
        self.init(
            list: ListResidents(database: services.database, keys: services.hub.keys), pages: services.pages)
    }
}
