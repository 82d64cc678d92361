import Catalogue
import Directory
import DistrictConfig
import Foundation
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import PluginKit
import Protection

/// The pages on which a station's manager chooses profile, packages and activities; the bureau sees them too.
struct PositioningRoutes {
    let configuration: ConfigurationInForce
    let read: ReadOffers
    let choose: ChooseOffer
    let names: NameAccounts
    let pages: PageMaker

    private static let path = "/stations/{code}/profile"
    private static let profile = RouteParameter(
        "profile", in: .path, required: true, schema: #"{"type":"string"}"#, "The code of a profile")

    static let deciders: Set<Role> = [.stationManager, .director]
    static let readers: Set<Role> = deciders.union([.auditor, .stationStaff])

    private static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role> = deciders) -> HubPolicy {
        .people(roles, .station(parameter: "code"), kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.form, Self.readers), "What a station offers, and could offer",
                parameters: [.stationCode], answer: .page, problems: [404], handler: show),
            Route(
                .get, Self.path + "/{profile}", policy: Self.policy(.form), "The form on what a station offers",
                parameters: [.stationCode, Self.profile], answer: .page, problems: [404], handler: fill),
            Route(
                .post, Self.path + "/{profile}/rehearsal", policy: Self.policy(.form),
                "What an offer would do to the station, with nothing changed",
                parameters: [.stationCode, Self.profile], request: .form, answer: .page,
                problems: [404, 413, 415, 422],
                handler: rehearse),
            Route(
                .post, Self.path + "/{profile}", policy: Self.policy(.change),
                "Decides what a station offers from a moment on", parameters: [.stationCode, Self.profile],
                request: .form, answer: .page, problems: [404, 409, 413, 415, 422], handler: decide),
        ]
    }

    private func station(_ context: HubContext) throws -> StationConfiguration {
        guard let station = configuration.current.station(try context.stationCode()) else { throw Problem.notFound() }
        return station
    }

    private func show(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, person, language) = (try station(context), try context.person(), context.language)
        let decisions = try await read(of: station.code, as: person.principal)
        let people = try await names(Set(decisions.compactMap(\.decidedBy)), as: person.principal)
        let formats = pages.formats(language)
        let maker = PositioningPageMaker(
            station: station, configuration: configuration.current, decisions: decisions,
            people: people.mapValues(\.displayName),
            canDecide: Self.deciders.contains(person.acting.role), formats: formats)
        let done = request.uri.queryParameters["decided"].flatMap { Int64($0) }
        let decided = done.flatMap { number in decisions.first { $0.revision.number == number } }
        let path = "/stations/\(station.code)/profile"
        let page = maker.page(
            pages.frame(PositioningWords.title(language), path: path, context),
            success: decided.map {
                PositioningWords.decidedMessage(language).replacing(
                    "{time}", with: formats.full($0.revision.effectiveAt))
            })
        return try pages.answer(page)
    }

    /// Filled in with what is in force, or with the decision that the query names.
    private func fill(_ request: Request, _ context: HubContext) async throws -> Response {
        let station = try station(context)
        let decisions = try await read(of: station.code, as: try context.person().principal)
        let query = request.uri.queryParameters
        let asked = query["revision"].flatMap { Int64($0) }
        let offer =
            asked.flatMap { number in decisions.first { $0.revision.number == number } }?.revision.offer
            ?? configuration.current.plugin(of: station).map { station.offer(version: $0.manifest.version) }
        let plugin = try plugin(
            context, version: query["version"].map(String.init) ?? offer.flatMap { kept($0, context) })
        let isSame = offer?.profile == plugin.manifest.id
        let tomorrow = pages.formats(context.language).day(pages.now()).adding(days: 1)?.description ?? ""
        let form = OfferForm(
            plugin, offer: isSame ? offer : nil, day: query["at-once"] == nil ? tomorrow : "", time: "",
            basis: decisions.first?.revision.number ?? 0)
        return try answer(form, station, context, mistakes: [], rehearsed: nil)
    }

    /// The version of an offer when it is of the profile asked for.
    private func kept(_ offer: StationOffer, _ context: HubContext) -> String? {
        offer.profile.rawValue == context.parameters.get("profile") ? offer.pluginVersion : nil
    }

    /// - Parameter version: nil for the one that most stations of the profile use, or the newest when none does.
    private func plugin(_ context: HubContext, version: String?) throws -> PluginData {
        let current = configuration.current
        guard let profile = context.parameters.get("profile").flatMap({ ProfileCode(rawValue: $0) }),
            let plugin = version.flatMap({ current.plugin(profile, version: $0) }) ?? current.usual(profile)
        else { throw Problem.notFound() }
        return plugin
    }

    private func rehearse(_ request: Request, _ context: HubContext) async throws -> Response {
        let station = try station(context)
        let form = OfferForm(try plugin(context, version: context.form["version"]), fields: context.form)
        var (offer, mistakes) = form.offer(in: configuration.current.district)
        mistakes += momentMistakes(form)
        guard mistakes.isEmpty else {
            return try answer(form, station, context, mistakes: mistakes, rehearsed: nil)
        }
        let effects = try await choose.rehearse(
            offer, at: station.code, hidesSmallCounts: try context.person().acting.role.isBureau)
        return try answer(form, station, context, mistakes: [], rehearsed: effects)
    }

    private func momentMistakes(_ form: OfferForm) -> [OfferForm.Mistake] {
        let words: PositioningWords? =
            switch effective(form) {
            case nil: .invalidDay
            case let moment? where moment < pages.now() - 60: .pastMoment
            default: form.day.isEmpty && !form.time.isEmpty ? .dayMissing : nil
            }
        return words.map { [OfferForm.Mistake(field: "day", text: $0.text)] } ?? []
    }

    /// The moment that was typed; nil when it is none.
    private func effective(_ form: OfferForm) -> Date? {
        form.day.isEmpty ? pages.now() : LocalMoment(timeZone: pages.timeZone).date(day: form.day, time: form.time)
    }

    private func decide(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, person, language) = (try station(context), try context.person(), context.language)
        let form = OfferForm(try plugin(context, version: context.form["version"]), fields: context.form)
        var (offer, mistakes) = form.offer(in: configuration.current.district)
        mistakes += momentMistakes(form)
        guard mistakes.isEmpty, let effectiveAt = effective(form) else {
            return try answer(form, station, context, mistakes: mistakes, rehearsed: nil)
        }
        do {
            let decision = try await choose(
                .init(station: station.code, offer: offer, effectiveAt: effectiveAt, basis: form.basis),
                by: person.asActing, source: context.origin.address, at: pages.now())
            let address = "/stations/\(station.code)/profile?decided=\(decision.revision.number)"
            return .seeOther(language.address(address))
        } catch is OvertakenOffer {
            var form = form
            form.basis = try await read(of: station.code, as: person.principal).first?.revision.number ?? 0
            let mistake = OfferForm.Mistake(field: "", text: PositioningWords.overtakenError.text)
            return try answer(form, station, context, mistakes: [mistake], rehearsed: nil, status: .conflict)
        } catch OfferError.tooFarAhead {
            let mistake = OfferForm.Mistake(field: "day", text: PositioningWords.tooFarAhead.text)
            return try answer(form, station, context, mistakes: [mistake], rehearsed: nil)
        }
    }

    private func answer(
        _ form: OfferForm, _ station: StationConfiguration, _ context: HubContext, mistakes: [OfferForm.Mistake],
        rehearsed: [StationImpact.Effect]?, status: HTTPResponse.Status = .unprocessableContent
    ) throws -> Response {
        let maker = OfferFormPageMaker(
            station: station, configuration: configuration.current, form: form,
            formats: pages.formats(context.language),
            token: context.formToken)
        let path = "/stations/\(station.code)/profile/\(form.plugin.manifest.id)"
        let page = maker.page(
            pages.frame(PositioningWords.title(context.language), path: path, context), mistakes: mistakes,
            rehearsed: rehearsed)
        return try pages.answer(page, status: mistakes.isEmpty ? .ok : status)
    }
}

extension DistrictConfiguration {
    /// A plugin in the version that most stations of the profile use, or the newest when none does: a newer one comes into
    /// use when the district agrees to it, and not with the next station that chooses the profile.
    func usual(_ profile: ProfileCode) -> PluginData? {
        let used = stations.filter { $0.profile == profile }.compactMap { plugin(of: $0)?.manifest.version }
        let counts = Dictionary(grouping: used) { $0 }.mapValues(\.count)
        let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return most.flatMap { plugin(profile, version: $0) } ?? profiles[profile]
    }
}

extension PositioningRoutes: HubRouteGroup {
    static let pages: [any PageModel.Type] = [OfferFormPage.self, PositioningPage.self]
    static let words: [any WordSection.Type] = [
        PositioningWords.self, PluginDifference.Part.self, PluginDifference.Change.self,
    ]
    static let menu: [MenuEntry<Role>] = [
        MenuEntry("{home}/profile", PositioningWords.menu, for: [.stationManager], rank: 40)
    ]

    init(_ services: HubServices) {
        self.init(
            configuration: services.hub.inForce, read: ReadOffers(database: services.database),
            choose: services.hub.chooseOffer, names: services.names, pages: services.pages)
    }
}
