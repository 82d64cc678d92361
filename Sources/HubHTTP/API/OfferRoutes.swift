import Catalogue
import Directory
import DistrictConfig
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import NIOCore
import PageKit
import PluginKit
import Protection

/// What a station offers, as JSON: to read, to rehearse and to decide.
struct OfferRoutes {
    let configuration: ConfigurationInForce
    let read: ReadOffers
    let choose: ChooseOffer
    let now: @Sendable () -> Date

    private static let path = "/api/v1/stations/{code}/offers"
    private static let bodyLimit = 64 << 10

    private static func policy(_ kind: PeoplePolicy.Kind, _ roles: Set<Role>) -> HubPolicy {
        .people(roles, .station(parameter: "code"), kind)
    }

    var routes: [Route] {
        [
            Route(
                .get, Self.path, policy: Self.policy(.form, PositioningRoutes.readers),
                "Every decision on what a station offers, the latest first", parameters: [.stationCode],
                answer: .json(of: [OfferAnswer].self), problems: [404]
            ) { _, context in
                let station = try station(context)
                let decisions = try await read(of: station, as: try context.person().principal)
                return try JSONAnswer.response(OfferAnswer.list(decisions, at: now()))
            },
            Route(
                .post, Self.path + "/rehearsal", policy: Self.policy(.form, PositioningRoutes.deciders),
                "What an offer would do to the station, with nothing changed", parameters: [.stationCode],
                request: .json(OfferRequest.schema), answer: .json(of: EffectAnswer.self),
                problems: [400, 403, 404, 413, 415, 422]
            ) { request, context in
                let (station, asked) = (try station(context), try await Self.body(of: request))
                let offer = asked.offer(configuration.current)
                let violations = try Self.violations(offer, configuration.current)
                let effects = try await choose.rehearse(
                    offer, at: station, hidesSmallCounts: try context.person().acting.role.isBureau)
                return try JSONAnswer.response(
                    EffectAnswer(canBeDecided: violations.isEmpty, effects: effects))
            },
            Route(
                .post, Self.path, policy: Self.policy(.change, PositioningRoutes.deciders),
                "Decides what a station offers from a moment on", parameters: [.stationCode],
                request: .json(OfferRequest.schema), answer: .json(of: OfferAnswer.self),
                problems: [400, 403, 404, 409, 413, 415, 422], handler: decide),
        ]
    }

    private func decide(_ request: Request, _ context: HubContext) async throws -> Response {
        let (station, person) = (try station(context), try context.person())
        let asked = try await Self.body(of: request)
        let decision = try await choose(
            .init(
                station: station, offer: asked.offer(configuration.current), effectiveAt: asked.effectiveAt ?? now(),
                basis: asked.basis), by: person.asActing, source: context.origin.address, at: now())
        return try JSONAnswer.response(OfferAnswer(decision, isInForce: decision.revision.effectiveAt <= now()))
    }

    private func station(_ context: HubContext) throws -> StationCode {
        let code = try context.stationCode()
        guard configuration.current.station(code) != nil else { throw Problem.notFound() }
        return code
    }

    private static func violations(
        _ offer: StationOffer, _ configuration: DistrictConfiguration
    ) throws -> [OfferViolation] {
        guard let plugin = configuration.plugin(offer.profile, version: offer.pluginVersion) else {
            throw OfferError.unknownPlugin(offer.profile, version: offer.pluginVersion)
        }
        return OfferRules.violations(of: offer, from: plugin, in: configuration.district)
    }

    private static func body(of request: Request) async throws -> OfferRequest {
        let buffer = try await request.body.collect(upTo: bodyLimit)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(OfferRequest.self, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem(
                .badRequest, "unreadable", zh: "内容无法读取，请按接口说明填写各项后重发",
                en: "The content can't be read; fill in the members as the interface's document says and send again")
        }
    }
}

/// What a client wants a station to offer.
private struct OfferRequest: Decodable {
    struct Package: Decodable {
        var code: String
        var priceFen: Int64?
    }

    struct Activity: Decodable {
        var code: String
        var capacity: Int?
        var points: Int?
    }

    var profile: ProfileCode
    var version: String?
    var packages: [Package]
    var activities: [Activity]
    var effectiveAt: Date?
    var basis: Int64

    static let schema = """
        {"type":"object","required":["profile","packages","activities","basis"],"properties":{\
        "profile":{"type":"string"},\
        "version":{"type":"string","description":"of the profile's plugin; the one most stations use when left out"},\
        "packages":{"type":"array","items":{"type":"object","required":["code"],"properties":{\
        "code":{"type":"string"},"priceFen":{"type":"integer","minimum":0}}}},\
        "activities":{"type":"array","items":{"type":"object","required":["code"],"properties":{\
        "code":{"type":"string"},"capacity":{"type":"integer","minimum":1},"points":{"type":"integer","minimum":0}}}},\
        "effectiveAt":{"type":"string","format":"date-time","description":"at once when left out or past"},\
        "basis":{"type":"integer","minimum":0,"description":"the number of the latest decision that you have seen"}}}
        """

    func offer(_ configuration: DistrictConfiguration) -> StationOffer {
        StationOffer(
            profile: profile, pluginVersion: version ?? configuration.usual(profile)?.manifest.version ?? "",
            packages: packages.map { PackageChoice(code: $0.code, price: $0.priceFen.map { Money(fen: $0) }) },
            activities: activities.map { ActivityChoice(code: $0.code, capacity: $0.capacity, points: $0.points) })
    }
}

/// A decision as JSON.
private struct OfferAnswer: Encodable {
    struct Package: Encodable {
        let code: String
        let priceFen: Int64?
    }

    let number: Int64
    let effectiveAt: Date
    let isInForce: Bool
    let profile: String
    let version: String
    let packages: [Package]
    let activities: [ActivityChoice]
    let origin: String
    let decidedAt: Date
    let decidedBy: String?

    init(_ decision: OfferDecision, isInForce: Bool) {
        let (revision, offer) = (decision.revision, decision.revision.offer)
        number = revision.number
        effectiveAt = revision.effectiveAt
        self.isInForce = isInForce
        profile = offer.profile.rawValue
        version = offer.pluginVersion
        packages = offer.packages.map { Package(code: $0.code, priceFen: $0.price?.fen) }
        activities = offer.activities
        origin = decision.origin.rawValue
        decidedAt = decision.decidedAt
        decidedBy = decision.decidedBy?.uuidString.lowercased()
    }

    static func list(_ decisions: [OfferDecision], at now: Date) -> [OfferAnswer] {
        let inForce = decisions.map(\.revision).inForce(at: now)
        return decisions.map { OfferAnswer($0, isInForce: $0.revision == inForce) }
    }

}

/// What an offer would do, as JSON.
private struct EffectAnswer: Encodable {
    /// Whether nothing stands in the way of deciding it.
    let canBeDecided: Bool
    let effects: [StationImpact.Effect]
}

extension OfferRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            configuration: services.hub.inForce, read: ReadOffers(database: services.database),
            choose: services.hub.chooseOffer, now: services.now)
    }
}
