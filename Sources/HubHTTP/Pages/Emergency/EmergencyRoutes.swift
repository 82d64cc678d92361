import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// Break-glass access 紧急调阅 to one resident's record.
struct EmergencyRoutes {
    let grant: GrantEmergencyAccess
    let end: EndEmergencyAccess
    let list: ListEmergencyAccess
    let read: ReadResidentInEmergency
    let find: FindScreenedResident
    let names: NameAccounts
    let configuration: DistrictConfiguration
    let pages: PageMaker
    /// Tells open pages that there is news of a station.
    let announce: @Sendable (StationCode) async -> Void

    private static let path = "/emergency"
    private static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role> = [.director]) -> HubPolicy {
        .people(roles, .district, kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.list, [.director, .auditor]),
                "Break-glass accesses, the latest first, and the form for one", answer: .page
            ) { request, context in
                // A link of a station's page fills in which record it is about.
                var fields = FormFields()
                if let query = request.uri.query { fields = FormFields(query) }
                return try await answer(fields, error: nil, context)
            },
            Route(
                .get, "/api/v1" + Self.path, policy: Self.policy(.list, [.director, .auditor]),
                "Break-glass accesses, the latest first", answer: .json(of: [AccessAnswer].self)
            ) { _, context in
                try JSONAnswer.response(try await list(as: try context.person().principal).map(AccessAnswer.init))
            },
            Route(
                .post, Self.path, policy: Self.policy(.change), "Opens a resident's record in an emergency",
                request: .form, answer: .page, problems: [413, 415, 422], handler: open),
            Route(
                .get, Self.path + "/{id}", policy: Self.policy(.single), "A resident's record, opened in an emergency",
                parameters: [.id(of: "access")], answer: .page, problems: [404], handler: show),
            Route(
                .post, Self.path + "/{id}/end", policy: Self.policy(.change), "Gives access back",
                parameters: [.id(of: "access")],
                request: .form, answer: .page, problems: [404, 413, 415]
            ) { _, context in
                let person = try context.person()
                do {
                    try await end(
                        try context.id(), by: person.asActing, origin: context.origin, at: pages.now())
                } catch EmergencyAccessError.notOpen {
                    throw Problem.notFound()
                }
                return .seeOther(context.language.address(Self.path))
            },
        ]
    }

    private func answer(_ typed: FormFields, error: String?, _ context: HubContext) async throws -> Response {
        let (person, language) = (try context.person(), context.language)
        let accesses = try await list(as: person.principal)
        let people = try await names(Set(accesses.map(\.account)), as: person.principal)
        var page = EmergencyPage(
            accesses, for: person, people: people,
            frame: pages.frame(EmergencyWords.title(language), path: Self.path, context), names: pages.names,
            formats: pages.formats(language), token: context.formToken)
        page.error = error
        if person.acting.role == .director {
            page.offer(typed, stations: configuration.stations.map { ($0.code, $0.name[language]) }, language)
        }
        return try pages.answer(page, status: error == nil ? .ok : .unprocessableContent)
    }

    private func open(_ request: Request, _ context: HubContext) async throws -> Response {
        let (form, person) = (context.form, try context.person())
        return try await context.step(again: { try await answer(form, error: $0.words[context.language], context) }) {
            let station = form["station"].flatMap(StationCode.init(rawValue:))
            guard let station, configuration.station(station) != nil,
                let id = form["resident"].flatMap({
                    UUID(uuidString: $0.trimmingCharacters(in: .whitespaces))
                })
            else { throw EmergencyAccessError.unknownResident }
            let screened = try await find(FactID(rawValue: id), at: station, as: person.principal)
            let asked = try EmergencyRequest(
                station: station, resident: screened ?? ResidentID(rawValue: id), reason: form["reason"] ?? "",
                hours: form["hours"].flatMap { Int($0) } ?? 0)
            let access = try await grant(asked, by: person.asActing, origin: context.origin, at: pages.now())
            await announce(station)
            return "\(Self.path)/\(access.id.uuidString.lowercased())"
        }
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let (person, language) = (try context.person(), context.language)
        let access: EmergencyAccess
        let record: ResidentRecord?
        do {
            (access, record) = try await read(
                try context.id(), by: person.asActing, origin: context.origin, at: pages.now())
        } catch EmergencyAccessError.notOpen {
            throw Problem.notFound()
        }
        guard let record else { throw Problem.notFound() }
        let (formats, path) = (pages.formats(language), "\(Self.path)/\(access.id.uuidString.lowercased())")
        var page = ResidentPage(
            record, frame: pages.frame(EmergencyWords.title(language), path: path, context),
            configuration: configuration, formats: formats, token: context.formToken)
        page.back = PageLink(text: EmergencyWords.back(language), address: language.address(Self.path))
        page.emergency = EmergencyWords.banner(language).replacing("{time}", with: formats.clock(access.expiresAt))
        page.forms = [
            FormPage.Form(
                action: language.address("\(path)/end"), button: EmergencyWords.end(language),
                consequence: EmergencyWords.endEffect(language))
        ]
        return try pages.answer(page)
    }
}

extension SignedIn {
    /// The person in the role acted in.
    var asActing: Principal.Acting { .init(account: account, assignment: acting) }
}

/// An access as JSON.
private struct AccessAnswer: Encodable {
    let id: String
    let account: String
    let station: String
    let resident: String
    let reason: String
    let grantedAt: Date
    let expiresAt: Date
    let endedAt: Date?

    init(_ access: EmergencyAccess) {
        id = access.id.uuidString.lowercased()
        account = access.account.uuidString.lowercased()
        station = access.station.rawValue
        resident = access.resident.description
        reason = access.reason
        grantedAt = access.grantedAt
        expiresAt = access.expiresAt
        endedAt = access.endedAt
    }
}

extension EmergencyRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [EmergencyPage.self]
    static let words: [any WordSection.Type] = [EmergencyWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/emergency", EmergencyWords.menu, for: [.director, .auditor], rank: 70)
    ]

    init(_ services: HubServices) {
        self.init(
            grant: GrantEmergencyAccess(database: services.database),
            end: EndEmergencyAccess(database: services.database),
            list: ListEmergencyAccess(database: services.database),
            read: ReadResidentInEmergency(database: services.database, read: services.readResident),
            find: FindScreenedResident(database: services.database), names: services.names,
            configuration: services.hub.configuration, pages: services.pages, announce: services.hub.announce)
    }
}
