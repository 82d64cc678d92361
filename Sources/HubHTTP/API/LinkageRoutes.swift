import Directory
import Foundation
import HTTPTypes
import HubModel
import HubRuntime
import Hummingbird
import Identity
import NIOCore
import PageKit
import Protection
import Services

/// The route by which a resident is recognised at a second station.
struct LinkageRoutes {
    let link: LinkResident

    private static let bodyLimit = 4096

    private struct LinkageRequest: Decodable {
        var resident: UUID
        var idNumber: String
    }

    /// The same for everybody: whether another station knows the person is none of this one's business.
    private struct LinkageAnswer: Encodable {
        var linked = true
    }

    var routes: [Route] {
        [
            Route(
                .post, "/api/v1/linkage", policy: .station, "Links a resident of the station by the ID number",
                request: .json(
                    """
                    {"type":"object","required":["resident","idNumber"],"properties":{\
                    "resident":{"type":"string","format":"uuid"},"idNumber":{"type":"string","minLength":18,"maxLength":18}}}
                    """),
                answer: .json(of: LinkageAnswer.self),
                problems: [400, 409, 413, 422], handler: receive)
        ]
    }

    private func receive(_ request: Request, _ context: HubContext) async throws -> Response {
        guard let signer = context.signer else { throw DirectoryError.unknownKey }
        let (body, _) = try await DigestedBody.read(request, atMost: Self.bodyLimit)
        // What the decoder has to say may quote the number, so it is not passed on.
        guard let asked = try? JSONDecoder().decode(LinkageRequest.self, from: Data(body)) else {
            throw Problem.unreadable("the body is an object with resident, a UUID, and idNumber, a string")
        }
        try await link(
            ResidentID(rawValue: asked.resident), of: signer.station, idNumber: asked.idNumber,
            by: .stationKey(signer.keyID, of: .station(signer.station)), from: context.origin.address)
        return try JSONAnswer.response(LinkageAnswer())
    }
}

extension LinkageRoutes: HubRouteGroup {
    init(_ services: HubServices) {
        self.init(
            link: LinkResident(database: services.database, keys: services.hub.keys))
    }
}
