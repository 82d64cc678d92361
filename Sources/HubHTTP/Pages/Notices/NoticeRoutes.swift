import Foundation
import HTTPTypes
import HubModel
import Hummingbird
import Identity
import PageKit
import Protection

/// What the bureau and the stations are told at once, until somebody there has seen it.
struct NoticeRoutes {
    let list: ListNotices
    let acknowledge: AcknowledgeNotice
    let names: NameAccounts
    let pages: PageMaker

    /// One of the two places where the page stands.
    private struct Place {
        let path: String
        let roles: Set<Role>
        let scope: PeoplePolicy.Scope
        var parameters: [RouteParameter] = []
    }

    private static let places = [
        Place(path: "/administration/notices", roles: [.director, .auditor], scope: .district),
        Place(
            path: "/stations/{code}/notices", roles: .atStation, scope: .station(parameter: "code"),
            parameters: [.stationCode]),
    ]

    /// Where somebody finds the notices; nil for whoever gets none.
    static func path(for acting: RoleAssignment) -> String? {
        switch (acting.role, acting.organization) {
        case (.director, _), (.auditor, _): "/administration/notices"
        case (_, .station(let code)): "/stations/\(code)/notices"
        default: nil
        }
    }

    var routes: [Route] {
        Self.places.flatMap { place in
            [
                Route(
                    .get, place.path, policy: .people(place.roles, place.scope, .list),
                    "What the organization was told", parameters: place.parameters, answer: .page, handler: show),
                Route(
                    .get, "/api/v1" + place.path, policy: .people(place.roles, place.scope, .list),
                    "What the organization was told", parameters: place.parameters,
                    answer: .json(of: [NoticeAnswer].self)
                ) { _, context in
                    try JSONAnswer.response(try await list(as: try context.person().principal).map(NoticeAnswer.init))
                },
                Route(
                    .post, place.path + "/{id}/acknowledge", policy: .people(place.roles, place.scope, .change),
                    "Notes that a notice was seen", parameters: place.parameters + [.id(of: "notice")], request: .form,
                    answer: .page, problems: [404, 413, 415], handler: see),
            ]
        }
    }

    private func path(_ context: HubContext) -> String {
        context.parameters.get("code").map { "/stations/\($0)/notices" } ?? "/administration/notices"
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let (person, language) = (try context.person(), context.language)
        let notices = try await list(as: person.principal)
        let people = try await names(Set(notices.map(\.access.account)), as: person.principal)
        return try pages.answer(
            NoticePage(
                notices, for: person, people: people, path: path(context),
                frame: pages.frame(EmergencyWords.noticeTitle(language), path: path(context), context),
                names: pages.names, formats: pages.formats(language), token: context.formToken))
    }

    private func see(_ request: Request, _ context: HubContext) async throws -> Response {
        let id = try context.id()
        do {
            let wasOpen = try await acknowledge(
                id, by: try context.person().asActing, origin: context.origin, at: pages.now())
            guard wasOpen else { throw Problem.notFound() }
        } catch EmergencyAccessError.ownAccess {
            throw Problem(
                .forbidden, "own_access", zh: EmergencyWords.ownAccess(.zh), en: EmergencyWords.ownAccess(.en))
        }
        return .seeOther(context.language.address(path(context)))
    }
}

/// A notice as JSON.
private struct NoticeAnswer: Encodable {
    let id: String
    let toldAt: Date
    let acknowledgedAt: Date?
    let station: String
    let resident: String
    let reason: String
    let from: Date
    let until: Date

    init(_ notice: Notice) {
        id = notice.id.uuidString.lowercased()
        toldAt = notice.toldAt
        acknowledgedAt = notice.acknowledgedAt
        station = notice.access.station.rawValue
        resident = notice.access.resident.description
        reason = notice.access.reason
        from = notice.access.grantedAt
        until = notice.access.endedAt ?? notice.access.expiresAt
    }
}

extension NoticeRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [NoticePage.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/administration/notices", EmergencyWords.noticesMenu, for: [.director, .auditor], rank: 80),
        MenuEntry("{home}/notices", EmergencyWords.noticesMenu, for: .atStation, rank: 80),
    ]

    init(_ services: HubServices) {
        self.init(
            list: ListNotices(database: services.database), acknowledge: AcknowledgeNotice(database: services.database),
            names: services.names, pages: services.pages)
    }
}
