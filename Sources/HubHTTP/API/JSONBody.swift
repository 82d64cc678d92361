import Foundation
import Hummingbird
import PageKit

/// Bodies in JSON.
enum JSONBody {
    private static let limit = 64 << 10

    static func read<Body: Decodable>(_ request: Request, as type: Body.Type = Body.self) async throws -> Body {
        try decode(Array(try await request.body.collect(upTo: limit).readableBytesView))
    }

    /// - Throws: `Problem` when it can't be read as the interface says.
    static func decode<Body: Decodable>(_ bytes: [UInt8]) throws -> Body {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        do {
            return try decoder.decode(Body.self, from: Data(bytes))
        } catch {
            throw Problem(
                .badRequest, "unreadable", zh: "内容无法读取，请按接口说明填写各项后重发",
                en: "The content can't be read; fill in the members as the interface's document says and send again")
        }
    }
}
