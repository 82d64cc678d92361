import Directory
import FactLog
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import PageKit
import Protection

/// The routes by which stations register and replace their keys.
struct StationKeyRoutes {
    /// Far more than either request needs.
    private static let bodyBytes = 4096
    private static let enrolments = "/api/v1/stations/enrolments"

    let enrol: EnrolStation
    let rotate: RotateStationKey
    /// Slows down whoever tries codes.
    let throttle: EnrolmentThrottle
    let refusals: RefusedAttempts
    let now: @Sendable () -> Date

    var routes: [Route] {
        [
            Route(
                .post, Self.enrolments, policy: .open,
                "Registers a station's key with a one-time code; signed by that key, whose id is its JWK thumbprint (RFC 7638)",
                parameters: Self.parameters, request: .json(Self.enrolmentSchema), answer: .json(Self.answerSchema),
                problems: [400, 401, 403, 404, 409, 410, 413, 429], handler: register),
            Route(
                .post, "/api/v1/sync/keys", policy: .station,
                "Puts a new key in the place of the one that signs the request, which is revoked",
                parameters: Self.parameters, request: .json(Self.rotationSchema), answer: .json(Self.answerSchema),
                problems: [400, 409, 413], handler: replace),
        ]
    }

    /// Refused attempts belong to the bureau's chain: what an unknown sender says of a station proves nothing.
    private func register(_ request: Request, _ context: HubContext) async throws -> Response {
        do {
            return try await present(request, context)
        } catch {
            if let refusal = AuditRefusal(error) {
                await refusals.note(
                    .init(
                        refusal, in: .bureau, by: .unknown, on: .init(.enrolmentCode), from: context.origin,
                        route: "POST \(Self.enrolments)"), at: now())
            }
            throw error
        }
    }

    private func present(_ request: Request, _ context: HubContext) async throws -> Response {
        let signature = try SignedRequest.signature(
            of: request, coveringFields: [ContentDigest.fieldName.lowercased()])
        let message: EnrolmentRequest = try await read(request)
        guard let key = message.key.publicKey else {
            throw Problem.unreadable("key is a JWK of an Ed25519 key (RFC 8037)")
        }
        guard signature.keyID == key.id, signature.isValid(under: key) else {
            throw DirectoryError.badSignature(reason: "an enrolment is signed by the key that it registers")
        }
        return try answer(
            try await throttle(origin: context.origin, at: now(), isGuess: Self.isGuess) {
                guard let station = StationCode(rawValue: message.station) else { throw DirectoryError.wrongStation }
                guard let code = EnrolmentCode(text: message.code) else { throw DirectoryError.unknownEnrolment }
                return try await enrol(station, code: code, key: key, from: context.origin.address, at: now())
            })
    }

    /// Whoever is told that a code is used up, too old or replaced has that code.
    private static func isGuess(_ error: any Error) -> Bool {
        switch error as? DirectoryError {
        case .usedEnrolment, .expiredEnrolment, .voidEnrolment, .keyInUse: false
        default: true
        }
    }

    private func replace(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let signer = context.signer else { throw DirectoryError.unknownKey }
        return try answer(
            try await rotate(try await read(request), by: signer, from: context.origin.address, at: now()))
    }

    private func read<Message: Decodable>(_ request: Request) async throws -> Message {
        let body = try await DigestedBody.read(request, atMost: Self.bodyBytes).bytes
        guard let message = try? JSONDecoder().decode(Message.self, from: Data(body)) else {
            throw Problem.unreadable("the body is a JSON object with the members that the protocol names")
        }
        return message
    }

    private func answer(_ key: EnrolledKey) throws -> Response {
        try JSONAnswer.response(
            StationKeyAnswer(
                station: key.station.rawValue, keyId: key.keyID, enrolledAt: Timestamp.text(of: key.enrolledAt)))
    }

    private static let parameters = [
        RouteParameter(
            ContentDigest.fieldName, in: .header, required: true, schema: #"{"type":"string"}"#,
            "RFC 9530 with sha-256"),
        RouteParameter(
            MessageSignature.inputFieldName, in: .header, required: true, schema: #"{"type":"string"}"#,
            "RFC 9421, label xl, covering @method, @path and content-digest"),
        RouteParameter(
            MessageSignature.fieldName, in: .header, required: true, schema: #"{"type":"string"}"#, "RFC 9421, Ed25519"),
    ]
    private static let keySchema = """
        {"type":"object","required":["kty","crv","x"],"properties":{"kty":{"const":"OKP"},"crv":{"const":"Ed25519"},\
        "x":{"type":"string"}}}
        """
    private static let enrolmentSchema = """
        {"type":"object","required":["station","code","key"],"properties":{"station":{"type":"string"},\
        "code":{"type":"string"},"key":\(keySchema)}}
        """
    private static let rotationSchema = """
        {"type":"object","required":["key","proof"],"properties":{"key":\(keySchema),"proof":{"type":"string"}}}
        """
    private static let answerSchema = """
        {"type":"object","required":["station","keyId","enrolledAt"]}
        """
}

extension StationKeyRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            enrol: EnrolStation(database: services.database), rotate: RotateStationKey(database: services.database),
            throttle: EnrolmentThrottle(services.hub.identity), refusals: services.hub.refusals, now: services.now)
    }
}
