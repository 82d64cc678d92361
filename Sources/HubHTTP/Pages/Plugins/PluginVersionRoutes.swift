import Catalogue
import Directory
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import PluginHost
import PluginKit
import Protection

/// The pages on which the district looks at its plugins, rehearses another version, and agrees to it or goes back.
struct PluginVersionRoutes {
    let configuration: ConfigurationInForce
    let agree: AgreePluginVersion
    let refused: [RefusedPlugin]
    let pages: PageMaker

    private static let path = "/administration/plugins"
    private static let profile = RouteParameter(
        "profile", in: .path, required: true, schema: #"{"type":"string"}"#, "The code of a profile")
    private static let versions = ["from", "to"].map {
        RouteParameter($0, in: .query, schema: #"{"type":"string"}"#, "A version of the plugin, such as 1.0.0")
    }

    private static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role> = [.director]) -> HubPolicy {
        .people(roles, .district, kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.form, [.director, .auditor]),
                "The plugins' versions and the stations that use them", answer: .page, handler: list),
            Route(
                .get, Self.path + "/{profile}/rehearsal", policy: Self.policy(.form),
                "What another version of a plugin would do to each station, with nothing changed",
                parameters: [Self.profile] + Self.versions, answer: .page, problems: [404]
            ) { request, context in
                let query = request.uri.queryParameters
                let rehearsal = try await rehearsal(
                    context, from: query["from"].map(String.init), to: query["to"].map(String.init))
                let tomorrow = pages.formats(context.language).day(pages.now()).adding(days: 1)?.description ?? ""
                return try answer(rehearsal, chosen: nil, typed: (tomorrow, ""), error: nil, .ok, context)
            },
            Route(
                .post, Self.path + "/{profile}", policy: Self.policy(.change),
                "Moves stations to another version of a plugin from a moment on", parameters: [Self.profile],
                request: .form, answer: .page, problems: [404, 409, 413, 415, 422], handler: decide),
        ]
    }

    private func list(_ request: Request, _ context: HubContext) async throws -> Response {
        let (language, person, query) = (context.language, try context.person(), request.uri.queryParameters)
        let formats = pages.formats(language)
        var page = PluginListPage(
            configuration.current, refused: refused, canDecide: person.acting.role == .director,
            frame: pages.frame(PluginWords.title(language), path: Self.path, context), formats: formats)
        if let count = query["decided"].flatMap({ Int64($0) }), let to = query["to"],
            let seconds = query["from"].flatMap({ Int64($0) }), to.wholeMatch(of: /[0-9.]{5,20}/) != nil
        {
            let time = formats.full(Date(timeIntervalSince1970: Double(seconds)))
            page.success = PluginWords.decided(language).replacing("{count}", with: formats.number(count))
                .replacing("{to}", with: to).replacing("{time}", with: time)
        }
        return try pages.answer(page)
    }

    private func rehearsal(_ context: HubContext, from: String?, to: String?) async throws -> Rehearsal {
        guard let profile = context.parameters.get("profile").flatMap({ ProfileCode(rawValue: $0) }), let from, let to
        else { throw Problem.notFound() }
        do {
            return try await agree.rehearse(profile, from: from, to: to, hidesSmallCounts: true)
        } catch OfferError.unknownPlugin {
            throw Problem.notFound()
        }
    }

    private func decide(_ request: Request, _ context: HubContext) async throws -> Response {
        let (form, person, language) = (context.form, try context.person(), context.language)
        let rehearsal = try await rehearsal(context, from: form["from"], to: form["to"])
        let typed = (day: form["day"] ?? "", time: form["time"] ?? "")
        let chosen = rehearsal.stations.map(\.station).filter { form["station.\($0)"] != nil }
        func again(_ words: PluginWords, _ status: HTTPResponse.Status = .unprocessableContent) throws -> Response {
            try answer(rehearsal, chosen: Set(chosen), typed: typed, error: words(language), status, context)
        }
        let moment =
            typed.day.isEmpty
            ? pages.now() : LocalMoment(timeZone: pages.timeZone).date(day: typed.day, time: typed.time)
        guard let moment else { return try again(.invalidDay) }
        do {
            let decisions = try await agree(
                rehearsal.profile, version: rehearsal.to, stations: chosen, effectiveAt: moment, by: person.asActing,
                source: context.origin.address, at: pages.now())
            let seconds = Int64(decisions.first?.revision.effectiveAt.timeIntervalSince1970 ?? 0)
            return .seeOther(
                language.address("\(Self.path)?decided=\(decisions.count)&to=\(rehearsal.to)&from=\(seconds)"))
        } catch OfferError.noStation {
            return try again(.noStation)
        } catch OfferError.tooFarAhead {
            return try again(.invalidDay)
        } catch OfferError.violated {
            return try again(.blocked)
        } catch is OvertakenOffer {
            return try again(.overtaken, .conflict)
        }
    }

    private func answer(
        _ rehearsal: Rehearsal, chosen: Set<StationCode>?, typed: (day: String, time: String), error: String?,
        _ status: HTTPResponse.Status, _ context: HubContext
    ) throws -> Response {
        let language = context.language
        let page = PluginRehearsalPage(
            rehearsal, configuration: configuration.current, chosen: chosen, typed: typed, error: error,
            frame: pages.frame(PluginWords.rehearsalTitle(language), path: Self.path, context),
            token: context.formToken,
            language: language)
        return try pages.answer(page, status: status)
    }
}

extension PluginVersionRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [PluginListPage.self, PluginRehearsalPage.self]
    static let words: [any WordSection.Type] = [PluginWords.self]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("/administration/plugins", PluginWords.menu, for: [.director], rank: 90)
    ]

    init(_ services: HubServices) {
        self.init(
            configuration: services.hub.inForce, agree: services.hub.agreePluginVersion,
            refused: services.hub.refusedPlugins, pages: services.pages)
    }
}
